import type { DemoStall } from "./demo-stall.ts";

const handmade = "손작업 · Handmade";
const keeping = "보관 · Safekeeping";

export const workshop: DemoStall = {
  stall: {
    slug: "clay-and-wool",
    title: "흙과 실 · Clay & Wool",
    text: `두 사람이 한 작업실에서 그릇을 빚고 모자를 떠요. 똑같은 것은 하나도 없어요.

Two of us share one room: one throws pots, the other knits. No two pieces are the same.`,
    contact: "https://clay-and-wool.example/contact",
  },
  sign: { file: "sign-workshop.svg", alt: "물레와 털실이 있는 작업실 · A workshop with a potter's wheel and wool" },
  products: [
    {
      title: "바다 유약 머그 · Sea glaze mug",
      text: `손물레로 빚어 1,250도에서 구운 320 ml 머그예요. 식기세척기에 넣어도 괜찮아요.

Thrown by hand, fired at 1,250 °C, holds 320 ml. The blue line is where we dipped it, so each one sits differently. Dishwasher safe.`,
      kind: "physical",
      category: handmade,
      price: { amount: "28.00", currency: "EUR" },
      variants: [{ title: "", stock: 7 }],
      picture: { file: "mug.svg", alt: "아래쪽이 푸른 점박이 머그 · A speckled mug with a blue-green dip" },
    },
    {
      title: "시드 보관용 강철판 · Steel plate for recovery words",
      text: `지갑 복구 단어를 점으로 찍어 두는 스테인리스판이에요. 불에도 물에도 남아요.

Stamp your wallet's recovery words as dots into 3 mm stainless steel. Survives fire and flood. Punch and template included; the secret stays yours.`,
      kind: "physical",
      category: keeping,
      price: { amount: "49.00", currency: "USD" },
      variants: [{ title: "", stock: 25 }],
      picture: { file: "seed-plate.svg", alt: "점을 찍은 강철판과 망치 · A stamped steel plate with punch and hammer" },
    },
    {
      title: "쑥과 장미 비누 · Mugwort and rose soap",
      text: `올리브유로 만들어 여섯 주 동안 말린 비누예요. 거품이 잔잔해요.

Olive oil soap, cured for six weeks. Quiet foam, faint scent, no plastic anywhere.`,
      kind: "physical",
      category: handmade,
      price: { amount: "14000", currency: "KRW" },
      variants: [
        { title: "쑥 · Mugwort", stock: 20 },
        { title: "장미 · Rose", stock: 2 },
        { title: "세 개 한 묶음 · Bundle of three", price: "36000", stock: 9 },
      ],
      picture: { file: "soap.svg", alt: "끈으로 묶은 비누 세 개 · Three bars of soap tied with twine" },
    },
    {
      title: "손뜨개 겨울 모자 · Hand-knitted winter hat",
      text: `메리노 울로 사흘에 하나씩 떠요. 올해 것은 다 나갔고, 첫눈 오기 전에 다시 떠요.

Merino, three days of knitting each. This year's are gone; the next ones come before the first snow.`,
      kind: "physical",
      category: handmade,
      price: { amount: "45.00", currency: "EUR" },
      variants: [
        { title: "S · 52–54 cm", stock: 0 },
        { title: "M · 55–57 cm", stock: 0 },
        { title: "L · 58–60 cm", stock: 0 },
      ],
      picture: { file: "hat.svg", alt: "줄무늬 털모자와 실뭉치 · A striped wool hat and a ball of yarn" },
    },
  ],
};
