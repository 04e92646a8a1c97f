interface Mark {
  readonly what: string;
  readonly atMs: number;
}

const marks: Mark[] = [];

/** Notes that a part of the command is over. It costs a microsecond, so it is always done. */
export function markTime(what: string): void {
  marks.push({ what, atMs: performance.now() });
}

/** Where the milliseconds of this process went, a line for each part, from its start on. */
export function renderTiming(): string {
  const lines = marks.map(({ what, atMs }, index) => {
    const took = atMs - (marks[index - 1]?.atMs ?? 0);
    return `${took.toFixed(1).padStart(8)} ms  ${what}\n`;
  });
  return `${lines.join('')}${performance.now().toFixed(1).padStart(8)} ms  in all\n`;
}
