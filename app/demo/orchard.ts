import type { DemoStall } from "./demo-stall.ts";

const pantry = "먹거리 · Pantry";
const garden = "정원 · Garden";

export const orchard: DemoStall = {
  stall: {
    slug: "halla-orchard",
    title: "한라 과수원 · Halla Orchard",
    text: `한라산 남쪽 기슭에서 귤을 키우고, 벌을 치고, 씨앗을 받아요. 주문을 받은 다음 날 아침에 따요.

We grow mandarins on the south slope of Hallasan, keep bees and save seeds. We pick the morning after you order.`,
    contact: "hello@orchard.example",
  },
  sign: { file: "sign-orchard.svg", alt: "눈 덮인 산기슭의 귤밭 · A mandarin orchard below a snowy mountain" },
  products: [
    {
      title: "제주 노지 감귤 · Jeju mandarins",
      text: `껍질이 얇고 새콤달콤한 **노지 감귤**이에요. 왁스도 코팅도 하지 않아요.

**Field-grown mandarins**, thin-skinned and bright. No wax, no coating, leaves still on.

- 11월에서 1월까지만 따요 · picked from November to January
- 흠집이 있어도 맛은 같아요 · a few scars, the same taste`,
      kind: "physical",
      category: pantry,
      price: { amount: "19000", currency: "KRW" },
      variants: [
        { title: "3 kg", stock: 40 },
        { title: "5 kg", price: "29000", stock: 24 },
        { title: "10 kg", price: "52000", stock: 6 },
      ],
      picture: { file: "mandarins.svg", alt: "나무 상자에 담긴 귤 · Mandarins in a wooden crate" },
    },
    {
      title: "밤에 볶은 커피 · Night roast coffee",
      text: `에티오피아 워시드 원두를 밤에 조금씩 볶아요. 살구와 홍차, 끝에 꿀 같은 단맛이 남아요.

A washed Ethiopian, roasted in small batches at night: apricot, black tea, a honeyed finish. Roasted on Tuesdays, posted on Wednesdays.`,
      kind: "physical",
      category: pantry,
      price: { amount: "11000", currency: "SAT" },
      variants: [
        { title: "200 g · 원두 그대로 · whole bean", stock: 30 },
        { title: "200 g · 핸드드립 · filter grind", stock: 30 },
        { title: "200 g · 모카포트 · moka pot grind", stock: 12 },
        { title: "500 g · 원두 그대로 · whole bean", price: "25000", stock: 8 },
      ],
      picture: { file: "coffee.svg", alt: "커피 봉투와 원두 · A bag of coffee and roasted beans" },
    },
    {
      title: "귤꽃 꿀 · Mandarin blossom honey",
      text: `귤꽃이 피는 5월에만 뜨는 꿀이에요. 데우지 않고 거르기만 해서 겨울엔 하얗게 굳어요.

Taken once a year, in May, when the mandarins bloom. Never heated, so it turns creamy in winter; that is how it should be.`,
      kind: "physical",
      category: pantry,
      price: { amount: "24000", currency: "KRW" },
      variants: [
        { title: "350 g", stock: 18 },
        { title: "700 g", price: "43000", stock: 3 },
      ],
      picture: { file: "honey.svg", alt: "꿀단지와 꿀벌 · A jar of honey and a bee" },
    },
    {
      title: "말린 라벤더 한 다발 · Dried lavender",
      text: `과수원 문 앞에서 받아 가세요. 서랍에 두면 한 해 동안 향이 나요.

Pick it up at the orchard gate, any day from nine to five. Keeps a drawer fragrant for a year.`,
      kind: "pickup",
      category: garden,
      price: { amount: "12000", currency: "KRW" },
      variants: [{ title: "", stock: 15 }],
      picture: { file: "lavender.svg", alt: "종이에 싼 라벤더 다발 · A bundle of lavender in paper" },
    },
    {
      title: "토종 씨앗 세 봉지 · Three packets of heirloom seeds",
      text: `방울토마토, 자주당근, 키 작은 해바라기예요. 뿌린 만큼 다시 받을 수 있어요.

Cherry tomato, purple carrot and a sunflower that stays small. Open-pollinated: save your own next year.`,
      kind: "physical",
      category: garden,
      price: { amount: "6000", currency: "SAT" },
      picture: { file: "seeds.svg", alt: "씨앗 봉투 세 개와 새싹 · Three seed packets and a seedling" },
    },
  ],
};
