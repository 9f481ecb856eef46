import { LETTER_JOB } from "../accounts/mail/open-request.ts";
import { sendNotice } from "../accounts/mail/send-notice.ts";
import { sendRequest } from "../accounts/mail/send-request.ts";
import { NOTIFY_JOB } from "../accounts/notify.ts";
import { QUESTION_JOB } from "../accounts/telegram/queue-question.ts";
import { sendChatNotice } from "../accounts/telegram/send-chat-notice.ts";
import { sendQuestion } from "../accounts/telegram/send-question.ts";
import { isRefused } from "../domain/refusal.ts";
import { ASK_FOR_REST_JOB } from "../payments/ask-for-rest-later.ts";
import { askForRest } from "../payments/ask-for-rest.ts";
import { OPEN_ADDRESS_JOB, openAddress } from "../payments/open-address.ts";
import { send } from "../payments/outgoing/send.ts";
import { SEND_JOB } from "../payments/outgoing/write-outgoing.ts";
import { RECONCILE_JOB, reconcileBooks } from "../payments/reconcile/reconcile-books.ts";
import { REQUEST_INVOICE_JOB, requestInvoice } from "../payments/request-invoice.ts";
import { ecashPartOf } from "./ecash-part.ts";
import type { Payload } from "./perform.ts";
import type { Working } from "./working.ts";

/** What is done for each kind of job. */
export function handlersOf(deps: Working) {
  return {
    [LETTER_JOB]: ({ payload }: Asked) => sendRequest(deps, named(payload, "requestId")),
    [QUESTION_JOB]: ({ payload }: Asked) => sendQuestion(deps, named(payload, "requestId")),
    [NOTIFY_JOB]: async ({ payload }: Asked) => {
      const noticeId = named(payload, "noticeId");
      // Each looks only at what goes by its own channel.
      await sendNotice(deps, noticeId);
      await sendChatNotice(deps, noticeId);
    },
    [SEND_JOB]: async ({ payload }: Asked) => {
      const { payer } = deps;
      if (payer !== undefined) await send({ ...deps, payer, ...ecashPartOf(deps) }, named(payload, "outgoingId"));
    },
    [RECONCILE_JOB]: async () => void (await reconcileBooks(deps, "thorough")),
    [REQUEST_INVOICE_JOB]: async ({ payload }: Asked) => {
      const invoiced = await requestInvoice(deps, named(payload, "chargeId"));
      if (invoiced.kind === "refused" && invoiced.reason === "node-unavailable")
        throw new Error("the node does not answer");
    },
    [ASK_FOR_REST_JOB]: async ({ payload }: Asked) => {
      if (!(await askForRest(deps, named(payload, "chargeId")))) throw new Error("the node does not answer");
    },
    [OPEN_ADDRESS_JOB]: async ({ payload }: Asked) => {
      const { chain } = deps;
      if (chain === undefined) return;
      const addressed = await openAddress({ ...deps, chain }, named(payload, "chargeId"));
      if (isRefused(addressed) && addressed.reason === "node-unavailable") throw new Error("the node does not answer");
    },
  };
}

type Asked = { payload: Payload };

function named(payload: Payload, what: string): string {
  const id = payload[what];
  if (id === undefined) throw new Error(`the job has no ${what}`);
  return id;
}
