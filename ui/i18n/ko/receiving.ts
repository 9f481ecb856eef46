import type { receiving as english } from "../en/receiving.ts";
import type { Translated } from "../message.ts";

/** What can arrive over Lightning: said to buyers when it is too little, and to the owner always. */
export const receiving: Translated<typeof english> = {
  "order.chain.title": "이 금액은 온체인으로 보내 주세요",
  "order.chain.text":
    "지금은 가게의 라이트닝 노드에 이만큼 받을 여유가 없어요. 온체인으로 보내면 되고, 다른 건 하지 않아도 돼요.",
  "order.none.title": "지금은 라이트닝으로 받기에 금액이 클 수 있어요",
  "order.none.text":
    "가게 노드에 이만큼 받을 여유가 부족해요. 지갑이 경로를 찾지 못해도 돈은 나가지 않으니 나중에 다시 해 주세요. 가게에는 알려 두었어요.",
  title: "라이트닝으로 받기",
  now: "지금 받을 수 있는 금액",
  largest: "한 번에",
  waiting: "결제를 기다리는 금액",
  used: "주문이 기다리는 금액",
  "used.words": "{waiting} / {receivable}",
  unknown:
    "노드가 얼마를 받을 수 있는지 알려 주지 않아요. ‘monitor’ 마카룬을 주거나 LND가 응답하는지 확인해 주세요. 그때까지는 모든 금액에 라이트닝을 보여 드려요.",
  "short.title": "{wanted} 주문을 라이트닝으로 받을 수 없어요",
  "short.text":
    "지금은 {receivable}까지만 받을 수 있어서 {missing} 부족해요. 구매자에게는 다른 결제 방법을 보여 드려요. 연결이 많은 노드에 내 노드로 채널을 열어 달라고 하거나, 판매자에게 줄 돈을 라이트닝으로 보내 보세요. 나간 만큼 받을 여유가 생겨요. 여유가 생기면 이 알림은 저절로 사라져요.",
};
