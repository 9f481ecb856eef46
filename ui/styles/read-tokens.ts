/** Custom properties by name, such as `--paper`. */
export type Tokens = ReadonlyMap<string, string>;

/** What `tokens.css` says: the light theme, and the dark theme as both of its two blocks spell it out. */
export interface Themes {
  light: Tokens;
  /** Under `prefers-color-scheme: dark`. */
  darkByDevice: Tokens;
  /** Under `[data-theme="dark"]`. */
  darkByChoice: Tokens;
}

/** Reads the text of `tokens.css`, which keeps to flat blocks of custom properties. */
export function readTokens(css: string): Themes {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  return {
    light: declarations(block(text, ":root")),
    darkByDevice: declarations(block(text, ':root:not([data-theme="light"])')),
    darkByChoice: declarations(block(text, ':root[data-theme="dark"]')),
  };
}

function block(css: string, selector: string): string {
  const start = css.indexOf(`${selector} {`);
  const end = css.indexOf("}", start);
  if (start === -1 || end === -1) throw new Error(`tokens.css has no block ${selector}`);
  return css.slice(start + selector.length + 2, end);
}

function declarations(body: string): Tokens {
  const pairs = [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)];
  return new Map(pairs.map((pair) => [pair[1] ?? "", (pair[2] ?? "").trim()]));
}
