import { memoryFolder } from '../../support/memory-folder.ts';
import { rig } from '../harness/rig.ts';
import { fuzz } from '../support/fuzz.ts';

rig({
  id: 'G10',
  name: 'bytes',
  goal: 'an edit of a spec in any style changes its own task alone, byte for byte, keeps every line of comment, and reads back as it was meant',
  controls: [
    {
      removes: 'the edit within the lines of what changes',
      patches: [
        {
          file: 'spec/edit-task.ts',
          find: "export const EDIT_DEPTHS = ['surgical', 'quoted', 'whole', 'task'] as const;",
          replace: "export const EDIT_DEPTHS = ['task'] as const;",
        },
      ],
    },
    {
      removes: 'the reading back of what was edited',
      patches: [
        {
          file: 'spec/edit-block.ts',
          find: "return read.kind === 'task' && isSameValue(read.task, task);",
          replace: "return read.kind === 'task';",
        },
      ],
    },
    {
      removes: 'the line breaks of the file',
      patches: [
        {
          file: 'spec/edit.ts',
          find: 'const eol = commonLineBreak(text.slice(0, SAMPLE_LENGTH));',
          replace: "const eol = '\\n';",
        },
      ],
    },
  ],
  run: async (run) => {
    // Which bytes are written does not depend on the disk that they are written to.
    const parent = memoryFolder();
    await fuzz(run, { worker: 'fuzz-edits-worker.ts', inputs: run.times(10_000, 1000), parent });
  },
});
