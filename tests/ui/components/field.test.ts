import * as assert from "uvu/assert";
import { ErrorSummary } from "../../../ui/components/error-summary.ts";
import { Field } from "../../../ui/components/field.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/components/field");

test("a label, a hint and an error are tied to their control", () => {
  const page = renderPiece(() =>
    Field({ kind: "text", name: "title", label: "Name", hint: "Short", error: "Please fill this in." }),
  );
  assert.match(page, /<label class="field-label" for="f-title">Name<\/label>/);
  assert.match(page, /<p class="field-hint" id="f-title-hint">Short<\/p>/);
  assert.match(page, /<p class="field-error" id="f-title-error">/);
  assert.match(
    page,
    /<input[^>]*id="f-title"[^>]*aria-invalid="true"[^>]*aria-describedby="f-title-hint f-title-error"/,
  );
});

test("a control that is fine claims no error", () => {
  const page = renderPiece(() => Field({ kind: "text", name: "title", label: "Name" }));
  assert.not.match(page, /aria-invalid|aria-describedby|field-error/);
});

test("a field is required unless it says that it is optional", () => {
  assert.match(
    renderPiece(() => Field({ kind: "number", name: "n", label: "N" })),
    /<input[^>]* required/,
  );
  const optional = renderPiece(() => Field({ kind: "number", name: "n", label: "N", isOptional: true }));
  assert.not.match(optional, / required/);
  assert.match(optional, /optional/);
});

test("what was typed comes back as it was, and stays text", () => {
  const value = `</textarea><b>"'&`;
  const area = renderPiece(() => Field({ kind: "textarea", name: "t", label: "T", value }));
  assert.match(area, /&lt;\/textarea>&lt;b>&quot;'&amp;<\/textarea>/);
  assert.match(
    renderPiece(() => Field({ kind: "text", name: "t", label: "T", value })),
    /value="&lt;\/textarea>&lt;b>&quot;'&amp;"/,
  );
});

test("a selection shows the chosen option", () => {
  const options = [
    { value: "SAT", label: "sat" },
    { value: "KRW", label: "KRW" },
  ];
  const page = renderPiece(() => Field({ kind: "select", name: "c", label: "C", options, value: "KRW" }));
  assert.match(page, /<option[^>]*value="KRW"[^>]* selected/);
  assert.not.match(page, /<option[^>]*value="SAT"[^>]* selected/);
});

test("radio buttons are a group with a legend, and each has its own label", () => {
  const page = renderPiece(() =>
    Field({
      kind: "radio",
      name: "k",
      label: "Kind",
      hint: "h",
      options: [
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ],
      value: "b",
    }),
  );
  assert.match(page, /<fieldset[^>]*aria-describedby="f-k-hint"[^>]*><legend[^>]*>Kind/);
  assert.match(page, /<label class="choice"><input type="radio" id="f-k" name="k" value="a" required/);
  assert.match(page, /id="f-k-2" name="k" value="b" checked/);
});

test("a check box is asked for only when that is meant", () => {
  assert.not.match(
    renderPiece(() => Field({ kind: "checkbox", name: "v", label: "V" })),
    / required/,
  );
  assert.match(
    renderPiece(() => Field({ kind: "checkbox", name: "v", label: "V", isOptional: false })),
    / required/,
  );
});

test("the summary of errors links to each field and is announced", () => {
  const page = renderPiece(() => ErrorSummary({ errors: [{ name: "title", message: "Please fill this in." }] }));
  assert.match(page, /role="alert"/);
  assert.match(page, /<a href="#f-title">Please fill this in\.<\/a>/);
  assert.is(
    renderPiece(() => ErrorSummary({ errors: [] })),
    "",
  );
});
