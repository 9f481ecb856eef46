import type { rails as english } from "../en/rails.ts";
import type { Translated } from "../message.ts";

/** Paying over Lightning or on chain, what is on its way, and a stall's terms for it. */
export const rails: Translated<typeof english> = {
  ways: "결제 방법",
  "way.all": "모든 지갑",
  "way.lightning": "라이트닝",
  "way.chain": "온체인",
  "scan.all": "비트코인 지갑으로 찍어 주세요",
  "scan.chain": "온체인 지갑으로 찍어 주세요",
  "qr.all": "QR 코드: 라이트닝이나 온체인으로 {amount} 결제",
  "qr.chain": "QR 코드: 온체인으로 {amount} 결제",
  "open.lightning": "라이트닝 지갑 열기",
  "open.chain": "온체인 지갑 열기",
  "copy.address": "비트코인 주소",
  "copy.amount": "BTC 금액",
  "amount.lightning": "라이트닝",
  "amount.chain": "온체인",
  "chain.hint":
    "라이트닝은 바로 도착해요. 온체인은 블록에 담겨야 인정되고, 보통 한 시간 안에 끝나요. 이 금액 그대로 한 번에 보내 주세요. 네트워크 수수료는 지갑이 따로 더해요.",
  "help.all": "지갑이 이 코드를 모른다고 하나요? 위에서 라이트닝이나 온체인 가운데 지갑이 할 수 있는 것을 골라 주세요.",
  "coming.title": "결제가 들어오는 중이에요",
  "coming.text": "더 할 일은 없어요. 블록이 충분히 쌓이면 결제가 끝나요. 그때까지 물건은 따로 빼 둘게요.",
  "coming.keep": "여기서 기다리지 않아도 돼요. 이 주소를 보관하면 언제든 결제가 어디까지 왔는지 볼 수 있어요.",
  "coming.card": "들어오는 중",
  seen: "{amount} 확인, 컨펌 {needed}번 중 {count}번",
  transaction: "거래",
  "part.here": "{whole} 중 {here} 도착했어요. {missing} 모자라요.",
  "part.coming": "{whole} 중 {coming} 들어오는 중이에요. {missing} 모자라요.",
  "part.both": "{whole} 중 {here} 도착했고 {coming} 들어오는 중이에요. {missing} 모자라요.",
  "rest.chain":
    "나머지는 이 주소로, 온체인으로 보내 주세요. 라이트닝 인보이스는 전체 금액이라 이제 보여 드리지 않아요.",
  "rest.dust":
    "{missing} 모자라요. 온체인으로 보내기에는 너무 적고, 라이트닝 인보이스는 전체 금액이에요. 판매자에게 물어봐 주세요. 시간이 지나면 이미 낸 돈은 돌려받을 수 있어요.",
  "rest.away":
    "{missing} 모자라는데 그만큼만 보낼 방법이 없어요. 판매자에게 물어봐 주세요. 시간이 지나면 이미 낸 돈은 돌려받을 수 있어요.",
  "taken.title": "네트워크가 결제를 되돌렸어요",
  "taken.wait": "{amount} 결제가 담긴 블록이 다른 블록으로 바뀌었어요. 다시 담기기를 기다리고 있으니 또 내지 마세요.",
  "taken.again":
    "{amount} 결제가 담긴 블록이 다른 블록으로 바뀌었어요. 다시 담기기를 기다리고 있어요. 지갑에 보내지 못했다고 나오면 다시 결제해 주세요.",
  "taken.buyer": "비트코인 네트워크가 {time}에 이 결제를 되돌려서 낸 돈으로 치지 않아요.",
  "taken.seller":
    "비트코인 네트워크가 {time}에 이 결제를 되돌려서 받은 돈으로 치지 않아요. 물건을 이미 보냈다면 구매자에게 연락해 주세요.",
  "late.title": "주문이 끝난 뒤에 결제가 들어오는 중이에요",
  "late.text":
    "블록이 충분히 쌓였을 때 판매자 조건에 맞으면 결제된 주문이 돼요. 아니면 돌려받을 수 있어요. 이 페이지를 보관해 주세요.",
  "sandbox.pay": "연습용 지갑으로 온체인 결제하기",
  "sandbox.mine": "블록 찾기",
  "sandbox.mine.hint": "누르면 블록이 하나 생겨요. 연습용 장터에만 있어요.",
  "terms.title": "결제 조건",
  "terms.late": "시간이 지난 뒤에 전액이 들어오면",
  "terms.late.settle": "결제된 주문으로 해요",
  "terms.late.settle.hint": "환율이 얼마나 움직였든 주문할 때 환율로 받아요.",
  "terms.late.rate": "환율이 거의 그대로일 때만 결제된 주문으로 해요",
  "terms.late.rate.hint": "얼마까지 괜찮은지는 아래에서 정해요.",
  "terms.late.refund": "구매자에게 돌려줘요",
  "terms.under": "얼마까지 모자라도 괜찮나요?",
  "terms.under.hint": "이만큼 모자라도 결제된 주문으로 해요. 0이면 1 sat도 모자라면 안 되고, 10까지 정할 수 있어요.",
  "terms.confirmations": "온체인 결제의 컨펌 수",
  "terms.confirmations.hint": "블록이 몇 개 쌓여야 인정할지 정해요. 1번에 10분쯤 걸려요.",
  "terms.large": "큰 결제의 기준",
  "terms.large.confirmations": "큰 결제의 컨펌 수",
  "terms.large.confirmations.hint": "작은 결제보다 적을 수 없어요.",
  "terms.large.whole": "1 이상의 sat을 소수점 없이 적어 주세요.",
  "terms.large.fewer": "큰 결제의 컨펌 수가 작은 결제보다 적을 수 없어요.",
};
