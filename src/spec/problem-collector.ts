import { LineIndex } from './line-index.ts';
import { severityOf, type ProblemDraft, type SpecProblem } from './problem.ts';

/** Collects what is wrong in one text, so that all of it is told at once and in the order of the file. */
export class ProblemCollector {
  readonly #file: string;
  readonly #lines: LineIndex;
  readonly #drafts: ProblemDraft[] = [];

  /** @param file as it is shown in problems. */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = new LineIndex(text);
  }

  get count(): number {
    return this.#drafts.length;
  }

  add(draft: ProblemDraft): void {
    this.#drafts.push(draft);
  }

  lineOf(offset: number): number {
    return this.#lines.position(offset).line;
  }

  /** `line 5, column 3`: to name a second position in a message. */
  where(offset: number): string {
    const { line, column } = this.#lines.position(offset);
    return `line ${line}, column ${column}`;
  }

  place(draft: ProblemDraft): SpecProblem {
    const position = this.#lines.position(draft.offset);
    return {
      code: draft.code,
      severity: severityOf(draft.code),
      message: draft.message,
      file: this.#file,
      ...position,
      task_id: draft.taskId ?? null,
      field: draft.field ?? null,
      source: this.#lines.excerpt(position),
      hint: draft.hint ?? null,
      ...(draft.path === undefined ? {} : { path: draft.path }),
    };
  }

  /** All of them, in the order of the file. */
  list(): SpecProblem[] {
    return this.#drafts.toSorted((a, b) => a.offset - b.offset).map((draft) => this.place(draft));
  }
}
