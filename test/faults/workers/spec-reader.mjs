import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Lists all tasks again and again; what is not the whole plan of one branch is told. */
const context = await openAs(job.as);
const counts = { reads: 0, busy: 0, changes: 0 };
let last;

async function read() {
  try {
    const { data } = await api.listTasks(context, {});
    const branches = [...new Set(data.tasks.map(({ title }) => title.split(' ')[0]))].join(', ');
    if (data.tasks.length !== job.tasks || branches.includes(',')) {
      tell({ kind: 'torn', what: `${data.tasks.length} tasks of ${branches || 'no branch'}` });
    }
    counts.changes += branches === last ? 0 : 1;
    last = branches;
    counts.reads += 1;
  } catch (error) {
    if (error.retryable === true) {
      counts.busy += 1;
    } else {
      tell({ kind: 'torn', what: codeOf(error) });
    }
  }
}

waitForGo();
while (counts.reads < job.reads) {
  await read();
}
context.runtime.close();
tell({ kind: 'end', ...counts });
