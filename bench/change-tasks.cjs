// change-tasks.cjs SPEC COUNT SEED: gives COUNT tasks spread over the file another title, as a pull does.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');

const [path, count, seed] = process.argv.slice(2);
const lines = readFileSync(path, 'utf8').split('\n');
const titles = lines.flatMap((line, index) => (line.startsWith('    title: ') ? [index] : []));
const step = Math.floor(titles.length / Number(count));
for (let number = 0; number < Number(count); number += 1) {
  const at = titles[(number * step + 7 * Number(seed)) % titles.length];
  lines[at] = `    title: changed in round ${seed} as ${number}`;
}
writeFileSync(`${path}.new`, lines.join('\n'));
renameSync(`${path}.new`, path);
