import type { DemoStall } from "./demo-stall.ts";

const print = "인쇄물 · Print";
const digital = "디지털 · Digital";

export const press: DemoStall = {
  stall: {
    slug: "night-press",
    title: "밤의 인쇄소 · Night Press",
    text: `손으로 돌리는 인쇄기 한 대와 녹음기 한 대로 종이와 소리를 만들어요.

One hand press, one tape recorder. We make small things on paper and small things to listen to.`,
    contact: "press@night.example",
  },
  sign: { file: "sign-press.svg", alt: "수동 인쇄기와 음반이 놓인 책상 · A hand press, prints and a record on a desk" },
  products: [
    {
      title: "소리 꾸러미 〈시장〉 · Market sounds, sample pack",
      text: `새벽 시장에서 테이프로 녹음한 소리 64개예요. 어디에 써도 괜찮아요.

Sixty-four sounds taped at a market before sunrise: scales, shutters, rain on canvas. WAV, 24 bit, free to use in your own music.`,
      kind: "digital",
      category: digital,
      price: { amount: "8000", currency: "SAT" },
      picture: { file: "samples.svg", alt: "카세트테이프와 음표 · A cassette with a waveform and notes" },
    },
    {
      title: "장터 그림 에코백 · Market tote bag",
      text: `두꺼운 캔버스에 장터를 실크스크린으로 찍었어요. 귤 5 kg도 거뜬해요.

Our market, screen-printed on heavy canvas. Carries five kilos of mandarins without complaint.`,
      kind: "physical",
      category: print,
      price: { amount: "22000", currency: "KRW" },
      variants: [
        { title: "보통 · Regular", stock: 14 },
        { title: "큰 것 · Large", price: "27000", stock: 5 },
      ],
      picture: { file: "tote.svg", alt: "시장 그림이 찍힌 천 가방 · A canvas bag with a printed market stall" },
    },
    {
      title: "내 노드로 여는 가게 · A shop on my own node (e-book)",
      text: `작은 보드 하나로 비트코인 가게를 여는 법을 처음부터 적었어요. EPUB과 PDF, 184쪽이에요.

From an empty board to the first paid order, in plain words. EPUB and PDF, 184 pages, without copy protection.`,
      kind: "digital",
      category: digital,
      price: { amount: "12.00", currency: "USD" },
      picture: { file: "ebook.svg", alt: "전자책 단말기와 안경 · An e-reader, a book and glasses" },
    },
    {
      title: "스티커 여섯 장 · Six stickers",
      text: `번개, 가격표, 버섯, 고양이, 귤, 바다예요. 비를 맞아도 괜찮아요.

Lightning, price tag, mushroom, cat, mandarin, sea. Weatherproof; they come off again without a trace.`,
      kind: "physical",
      category: print,
      price: { amount: "2100", currency: "SAT" },
      variants: [{ title: "", stock: 200 }],
      picture: { file: "stickers.svg", alt: "여섯 가지 스티커 · Six different stickers" },
    },
    {
      title: "잡지 〈해 지는 쪽〉 3호 · Zine: Toward Sunset, no. 3",
      text: `두 가지 색으로 찍은 32쪽짜리 잡지와 7인치 음반이에요. 번호를 매겨 100부만 만들었어요.

Thirty-two pages in two colours, with a seven-inch record. Numbered, one hundred copies, never reprinted.`,
      kind: "physical",
      category: print,
      price: { amount: "19.00", currency: "USD" },
      variants: [{ title: "", stock: 1 }],
      picture: { file: "zine.svg", alt: "음반이 든 잡지와 연필 · A zine with a record peeking out" },
    },
  ],
};
