import type { PictureProps } from "../components/picture.ts";
import type { ProductCardProps } from "../components/product-card.ts";
import type { StallCardProps } from "../components/stall-card.ts";
import type { Locale } from "../i18n/choose.ts";

/** Where the specimen's pictures are, by the name of the drawing in `ui/demo`. */
export type DrawingUrl = (name: string) => string;

type Words = Readonly<Record<Locale, string>>;

const KRW_PER_SAT = 1.48;

const products: readonly { drawing: string; title: Words; stall: 0 | 1 | 2; sats: number }[] = [
  {
    drawing: "coffee",
    stall: 1,
    sats: 12_345,
    title: { en: "Slow-roasted coffee, 250 g", ko: "천천히 볶은 원두 250g" },
  },
  {
    drawing: "mandarins",
    stall: 0,
    sats: 21_000,
    title: { en: "Mandarins from Jeju, 3 kg", ko: "제주 노지 감귤 3kg" },
  },
  { drawing: "mug", stall: 1, sats: 18_900, title: { en: "Speckled mug, sea green", ko: "바다색 점박이 머그잔" } },
  { drawing: "honey", stall: 0, sats: 16_400, title: { en: "Wildflower honey", ko: "야생화 꿀" } },
  {
    drawing: "ebook",
    stall: 2,
    sats: 5_000,
    title: { en: "A small book about Bitcoin", ko: "비트코인을 담은 작은 책" },
  },
  { drawing: "soap", stall: 1, sats: 7_800, title: { en: "Three bars of olive-oil soap", ko: "올리브 비누 세 장" } },
  { drawing: "hat", stall: 1, sats: 24_500, title: { en: "Knitted hat with a pompom", ko: "방울 달린 손뜨개 모자" } },
  { drawing: "lavender", stall: 0, sats: 9_200, title: { en: "Dried lavender", ko: "말린 라벤더 한 다발" } },
];

const stalls: readonly { drawing: string; name: Words; text: Words; count: number }[] = [
  {
    drawing: "sign-orchard",
    count: 5,
    name: { en: "Halla Orchard", ko: "한라 과수원" },
    text: {
      en: "A family orchard below Hallasan. We pick on the day we send.",
      ko: "한라산 아래 가족 과수원이에요. 보내는 날 아침에 따요.",
    },
  },
  {
    drawing: "sign-workshop",
    count: 6,
    name: { en: "Clay & Wool", ko: "흙과 실" },
    text: {
      en: "Mugs, soap and warm things, made slowly by two friends in Mullae.",
      ko: "문래동에서 두 친구가 천천히 만드는 그릇, 비누, 따뜻한 것들.",
    },
  },
  {
    drawing: "sign-press",
    count: 4,
    name: { en: "Orange Press", ko: "오렌지 인쇄소" },
    text: {
      en: "Small print runs, sounds and stickers. Some of it never touches paper.",
      ko: "적게 찍는 책과 소리, 스티커. 종이가 필요 없는 것도 있어요.",
    },
  },
];

export function samplePicture(url: DrawingUrl, drawing: string, alt: string): Omit<PictureProps, "shape" | "sizes"> {
  const height = drawing.startsWith("sign-") ? 480 : 900;
  return { alt, width: 1200, height, sources: [{ url: url(drawing), width: 1200 }] };
}

export function sampleProducts(locale: Locale, url: DrawingUrl): ProductCardProps[] {
  return products.map(({ drawing, title, stall, sats }) => ({
    href: `#${drawing}`,
    title: title[locale],
    picture: samplePicture(url, drawing, ""),
    price: samplePrice(sats),
    ...(stalls[stall] === undefined ? {} : { stall: stalls[stall].name[locale] }),
  }));
}

export function samplePrice(sats: number): { amountMsat: bigint; fiat: { currency: string; minor: bigint } } {
  return { amountMsat: BigInt(sats) * 1000n, fiat: { currency: "KRW", minor: BigInt(Math.round(sats * KRW_PER_SAT)) } };
}

export function sampleStalls(locale: Locale, url: DrawingUrl): StallCardProps[] {
  return stalls.map(({ drawing, name, text, count }, index) => ({
    href: `#${drawing}`,
    name: name[locale],
    text: text[locale],
    productCount: count,
    sign: samplePicture(url, drawing, ""),
    cloth: ([1, 3, 2] as const)[index] ?? 1,
  }));
}
