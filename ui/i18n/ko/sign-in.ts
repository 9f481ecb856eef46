import type { signIn as english } from "../en/sign-in.ts";
import type { Translated } from "../message.ts";

export const signIn: Translated<typeof english> = {
  title: "로그인",
  lead: "여기에는 비밀번호가 없어요. 편한 방법을 고르세요.",
  "link.title": "링크로 들어오기",
  "link.text":
    "주인이 주었거나, 터미널이나 satoshop login-link가 보여 준 일회용 링크나 코드가 있다면 여기로 들어오세요.",
  "link.action": "링크가 있어요",
};
