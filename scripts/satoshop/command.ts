/** What a command may use of the world around it, so that a test can stand in for the terminal. */
export interface Outside {
  environment: Readonly<Record<string, string | undefined>>;
  /** To standard output: what was asked for. */
  print: (text: string) => void;
  /** To standard error: why it was not done. */
  complain: (text: string) => void;
  /** One secret that a person types without its being shown, or that standard input holds. */
  askSecret: (question: string) => Promise<string>;
}

/** One word of the command line. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** The whole text behind `--help`. */
  help: string;
  /** Answers with the exit code. */
  run: (args: string[], outside: Outside) => Promise<number>;
}

/** A command line that cannot be understood; answered with what was wrong and where help is. */
export class Misused extends Error {
  override readonly name = "Misused";
}

/** The thing asked for cannot be done as the hub stands; the message says why and what to do. */
export class CannotDo extends Error {
  override readonly name = "CannotDo";
}
