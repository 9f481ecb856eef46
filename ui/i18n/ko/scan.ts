import type { scan as english } from "../en/scan.ts";
import type { Translated } from "../message.ts";

/** Reading a token or a voucher by camera, or from a card. */
export const scan: Translated<typeof english> = {
  title: "토큰이나 상품권 읽기",
  camera: "카메라로 찍기",
  card: "휴대폰에 카드 대기",
  "says.camera": "코드를 카메라에 비춰 주세요.",
  "says.card": "카드를 휴대폰 뒷면에 대 주세요.",
  "says.parts": "조각 {all}개 중 {have}개를 읽었어요. 코드를 계속 비춰 주세요.",
  "says.other": "토큰도 상품권도 아니에요. 다른 것을 보여 주세요.",
  "says.denied": "브라우저가 허용하지 않았어요. 브라우저 설정에서 허용하거나 글자를 붙여 넣어 주세요.",
  "says.failed": "이 기기에서는 안 돼요. 글자를 붙여 넣어 주세요.",
};
