import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { maskRun, readJob, runJob } from '../support/readme-job.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const README = join(REPOSITORY_ROOT, 'README.md');

it('does on the sample workspace what the first screen of the README shows', async () => {
  const readme = readFileSync(README, 'utf8');
  const shown = readJob(readme);
  expect(shown.length).toBeGreaterThan(5);
  const outputs = await runJob(
    shown.map((each) => each.command),
    makeTempFolder(),
  );
  // LODESTAR_UPDATE_README=1 writes what the commands print now into the README.
  if (process.env.LODESTAR_UPDATE_README === '1') {
    const lines = shown.map(({ command }, index) => `$ ${command}\n${outputs[index] ?? ''}`.trimEnd());
    const block = `<!-- main-job -->\n\n\`\`\`console\n${lines.join('\n')}\n\`\`\`\n\n<!-- end of main-job -->`;
    writeFileSync(
      README,
      readme.replace(/<!-- main-job -->[\s\S]*<!-- end of main-job -->/u, () => block),
    );
    return;
  }
  expect(outputs.map(maskRun)).toEqual(shown.map(({ output }) => maskRun(output)));
});
