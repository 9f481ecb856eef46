import type { solvency as en } from "../en/solvency.ts";
import type { Translated } from "../message.ts";

export const solvency: Translated<typeof en> = {
  title: "이캐시를 받쳐 주는 돈",
  open: "이캐시를 받쳐 주는 돈",
  lead: "내 민트의 이캐시는 내가 한 약속이에요. 가진 사람은 언제든 노드에서 돈으로 바꿔 달라고 할 수 있어요.",
  issued: "지금까지 내준 이캐시",
  redeemed: "지금까지 돌려받은 이캐시",
  outstanding: "나가 있는 이캐시",
  held: "그중 허브가 가진 이캐시",
  owed: "다른 사람이 가진 이캐시",
  reserve: "그만큼 남겨 두는 돈",
  backing: "노드의 채널로 보낼 수 있는 돈",
  free: "지급과 환불에 쓸 수 있는 돈",
  ratio: "받쳐 주는 비율",
  "ratio.value": "{percent}%",
  "ratio.none": "갚을 이캐시가 없어요",
  looked: "마지막으로 본 때",
  "looked.note": "5분마다 저절로 확인해요.",
  figures: "자세한 금액",
  "state.covered": "받쳐 주는 돈이 충분해요",
  "state.covered.text":
    "다른 사람이 가진 이캐시의 110% 이상이 노드의 채널에 있어요. 라이트닝으로 보내는 지급과 환불은 이 돈을 건드리지 않아요.",
  "state.low": "마지막으로 봤을 때 모자랐어요",
  "state.low.text": "오가는 중인 결제 때문일 수 있어요. 다음에 봐도 모자라면 이캐시를 잠시 꺼요.",
  "state.short": "받쳐 주는 돈이 모자라요",
  "state.short.text":
    "{time}부터 결제 화면에 이캐시를 내놓지 않고 새로 내주지도 않아요. 노드의 채널에 {missing} 이상을 넣거나, 다른 사람이 이캐시를 돈으로 바꿔 가게 해 주세요. 충분해지면 저절로 다시 켜져요.",
  "unknown.title": "아직 확인하지 않았어요",
  "unknown.text": "허브를 켜고 5분 안에 처음 확인해요.",
  "off.title": "민트의 장부를 읽을 수 없어요",
  "off.text":
    "MINT_RPC에 민트 관리 주소를 적어 주세요. 그 전에는 다른 사람이 가진 이캐시가 얼마인지 알 수 없어서, 그 몫으로 돈을 남겨 두지 못해요.",
  "none.title": "허브에 민트가 없어요",
  "none.text": "MINT_URL을 적으면 이 노드에 있는 민트의 이캐시를 받고 내줄 수 있어요.",
  "statement.title": "이 화면이 말해 주는 것과 말해 주지 않는 것",
  statement:
    "내 민트와 내 노드의 장부로 스스로 밝히는 내용이에요. 부채 증명은 아니에요. 민트를 운영하는 사람은 장부에 없는 이캐시를 내줄 수도 있어요. 채널로 보낼 수 있는 돈의 일부는 채널 예치금으로 묶여 있고, 채널을 닫는 데는 시간이 걸려요.",
};
