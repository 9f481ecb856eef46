import type { mail as english } from "../en/mail.ts";
import type { Translated } from "../message.ts";

export const mail: Translated<typeof english> = {
  "sign-in.subject": "{hub} 로그인",
  "sign-in.link": "아래 링크를 누르면 로그인돼요. 다른 기기에서 열면 처음 화면에 보이는 숫자를 물어봐요.",
  "sign-in.action": "{hub} 로그인",
  "keep-order.subject": "{hub} 주문 보관",
  "keep-order.link":
    "아래 링크를 누르면 주문이 계정에 보관돼요. 다른 기기에서 열면 처음 화면에 보이는 숫자를 물어봐요.",
  "keep-order.action": "내 주문 보관하기",
  "add-address.subject": "{hub} 확인 코드",
  "add-address.code": "이 주소를 계정에 추가하려면 아래 코드를 입력해 주세요.",
  "prove.subject": "{hub} 확인 코드",
  "prove.code": "본인인지 확인하려면 아래 코드를 입력해 주세요.",
  "or.code": "링크 대신, 로그인을 시작한 브라우저에 이 코드를 입력해도 돼요.",
  asked: "{time}에 {device}에서 요청했어요.",
  "asked.unknown": "{time}에 요청했어요.",
  once: "{time} 동안 한 번만 쓸 수 있어요.",
  "not-you.sign-in":
    "요청한 적이 없다면 그냥 두세요. 이 메일 없이는 아무도 들어오지 못해요. 코드는 누구에게도 알려 주지 마세요.",
  "not-you.keep-order": "요청한 적이 없다면 그냥 두세요. 계정은 만들어지지 않아요.",
  "not-you.add-address":
    "요청한 적이 없다면 누군가 주소를 잘못 적은 거예요. 그냥 두고, 코드는 누구에게도 알려 주지 마세요.",
  "not-you.prove":
    "요청한 적이 없다면 누군가 내 계정에 들어와 있어요. 코드를 누구에게도 알려 주지 말고, 계정 페이지에서 다른 기기를 모두 로그아웃하세요.",
  "notice.subject": "{hub}: {what}",
  "notice.when": "{time}에 있었던 일이에요.",
  "notice.key-added": "계정에 키가 추가됐어요",
  "notice.key-removed": "계정에서 키가 삭제됐어요",
  "notice.address-added": "계정에 메일 주소가 추가됐어요",
  "notice.address-removed": "계정에서 메일 주소가 삭제됐어요",
  "notice.sheet-made": "새 백업 시트를 만들었어요",
  "notice.sheet-used": "백업 시트로 들어온 사람이 있어요",
  "notice.sheet-burnt": "백업 시트를 더는 쓸 수 없어요",
  "notice.role-changed": "역할이 바뀌었어요",
  "notice.shut-out": "이제 들어올 수 없어요",
  "notice.key-added.text": "이제 그 키를 가진 사람은 내 계정에 들어올 수 있어요.",
  "notice.key-removed.text": "그 키로는 더 이상 들어올 수 없어요.",
  "notice.address-added.text": "이제 그 주소의 메일을 읽는 사람은 들어올 수 있어요. 다른 기기는 모두 로그아웃했어요.",
  "notice.address-removed.text": "그 주소로는 더 이상 들어올 수 없어요. 그 주소에는 이 메일이 마지막이에요.",
  "notice.sheet-made.text": "전에 쓰던 시트는 이제 쓸 수 없어요.",
  "notice.sheet-used.text": "모든 기기에서 로그아웃했고, 하루 동안은 내 이름으로 돈이 나가지 않아요.",
  "notice.sheet-burnt.text": "누군가 PIN을 다섯 번 틀렸어요. 들어온 사람은 없어요. 새 시트를 인쇄해 두세요.",
  "notice.role-changed.text": "할 수 있는 일이 달라졌어요. 이유를 모르면 주인에게 물어보세요.",
  "notice.shut-out.text": "더 이상 로그인할 수 없어요. 이유를 모르면 주인에게 물어보세요.",
  "notice.not-you":
    "내가 한 일이 아니라면, 메일 속 링크가 아니라 평소처럼 가게를 열어 주세요. 계정 페이지에서 다른 기기를 모두 로그아웃하고, 모르는 것은 지워 주세요.",
  closing: "{hub}에서 자동으로 보낸 메일이에요. 답장은 아무도 읽지 않아요.",
};
