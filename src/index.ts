/**
 * The embedding API: what other programs may rely on. Nothing in src imports this file.
 *
 * A program makes a `FolderContext`, opens what the operation needs with `openOperationContext` or `openRuntimeContext`
 * (and closes `context.runtime` when it is done), and calls operations: each answers an `Outcome` or throws `LodestarError`.
 */
export { ERROR_CATALOGUE } from './error-catalogue.ts';
export { LodestarError } from './errors.ts';
export type { ErrorCode, ErrorDetails } from './errors.ts';
export { EXIT } from './exit.ts';
export { VERSION } from './version.generated.ts';

export { readNow } from './cli/read-now.ts';
export { ACTOR_KINDS } from './model/actor.ts';
export type { ActorId, ActorKind } from './model/actor.ts';
export { EVENT_TYPES } from './model/event.ts';
export type { EventData, EventType, FieldChange, LodestarEvent } from './model/event.ts';
export type { NotHeldReason } from './model/lease.ts';
export type { Now } from './model/now.ts';
export { STATES, STATUSES } from './model/status.ts';
export type { State, Status } from './model/status.ts';
export type { Prd, Project, SpecTask } from './model/task.ts';
export type { SpecProblem, SpecProblemCode } from './spec/problem.ts';

export type {
  ActorSource,
  Environment,
  FolderContext,
  OperationContext,
  RuntimeContext,
} from './operations/context.ts';
export type { Progress, Stage, StartProgress } from './workspace/progress.ts';
export { openOperationContext, openRuntimeContext } from './operations/open-context.ts';
export type { OpenContextOptions } from './operations/open-context.ts';
export { OperationFailure } from './operations/failure.ts';
export type { Hint, Outcome, Warning } from './operations/outcome.ts';
export type { Report } from './operations/report.ts';

// Agents and leases
export { heartbeat } from './operations/agent/heartbeat.ts';
export type { HeartbeatResult } from './operations/agent/heartbeat.ts';
export { joinAs as joinAgent } from './operations/agent/join.ts';
export type { JoinInput, JoinResult } from './operations/agent/join.ts';
export { leaveAs as leaveAgent } from './operations/agent/leave.ts';
export type { LeaveResult } from './operations/agent/leave.ts';
export { listAgents } from './operations/agent/list.ts';
export type { AgentEntry, AgentListResult } from './operations/agent/list.ts';
export { briefOf } from './operations/brief/brief.ts';
export type { BriefInput, BriefResult } from './operations/brief/brief.ts';
export { setUp } from './operations/setup/setup.ts';
export type { SetupInput, SetupResult } from './operations/setup/setup.ts';
export { findAgents } from './operations/agent/find.ts';
export type { AgentFindInput, AgentFindResult } from './operations/agent/find.ts';
export { pruneAgents } from './operations/agent/prune.ts';
export type { PruneInput, PruneResult } from './operations/agent/prune.ts';
export { showAgent } from './operations/agent/show.ts';
export type { AgentShowResult } from './operations/agent/show.ts';
export { listLeasesOf as listLeases } from './operations/lease/list.ts';
export type { LeaseEntry, LeaseListInput, LeaseListResult } from './operations/lease/list.ts';
export { revoke as revokeLease } from './operations/lease/revoke.ts';
export type { RevokeInput, RevokeResult } from './operations/lease/revoke.ts';

// Tasks
export { blockTask } from './operations/task/block.ts';
export { cancelTask } from './operations/task/cancel.ts';
export { claimTask } from './operations/task/claim.ts';
export type { ClaimInput, ClaimResult } from './operations/task/claim.ts';
export { mergeSpecFiles } from './operations/spec/merge.ts';
export type { MergeInput, SpecMergeResult } from './operations/spec/merge.ts';
export { resolveSpec } from './operations/spec/resolve.ts';
export type { ResolveInput, SpecResolveResult } from './operations/spec/resolve.ts';
export { setUpMergeDriver } from './operations/git-setup/merge-driver.ts';
export type { MergeDriverInput, MergeDriverResult } from './operations/git-setup/merge-driver.ts';
export { driftOf as specDrift } from './operations/spec/drift.ts';
export type { DriftEntry, DriftInput, DriftResult } from './operations/spec/drift.ts';
export { contextOfTask } from './operations/task/context.ts';
export type { ContextInput, ContextResult } from './operations/task/context.ts';
export { createTask } from './operations/task/create.ts';
export type { CreateInput, CreateResult } from './operations/task/create.ts';
export { deleteTask } from './operations/task/delete.ts';
export type { DeleteInput, DeleteResult } from './operations/task/delete.ts';
export { completeTask } from './operations/task/done.ts';
export type { DoneInput, DoneResult } from './operations/task/done.ts';
export { boardOfTasks } from './operations/task/board.ts';
export type { BoardInput, BoardResult } from './operations/task/board.ts';
export { treeOfTasks } from './operations/task/tree.ts';
export type { TreeInput, TreeResult } from './operations/task/tree.ts';
export { graphTasks } from './operations/task/graph.ts';
export type { GraphInput, GraphResult } from './operations/task/graph.ts';
export { listTasksOf as listTasks } from './operations/task/list.ts';
export type { ListInput, ListResult, ListedTask } from './operations/task/list.ts';
export { nextTasks } from './operations/task/next.ts';
export type { NextInput, NextResult } from './operations/task/next.ts';
export { readyTasks } from './operations/task/ready.ts';
export type { ReadyResult } from './operations/task/ready.ts';
export { rejectTask } from './operations/task/reject.ts';
export { releaseTask } from './operations/task/release.ts';
export type { ReleaseInput, ReleaseResult } from './operations/task/release.ts';
export { renameTask } from './operations/task/rename.ts';
export type { RenameInput, RenameResult } from './operations/task/rename.ts';
export { renewTask } from './operations/task/renew.ts';
export type { RenewInput, RenewResult } from './operations/task/renew.ts';
export { reopenTask } from './operations/task/reopen.ts';
export { showTask } from './operations/task/show.ts';
export type { ShowResult } from './operations/task/show.ts';
export { unblockTask } from './operations/task/unblock.ts';
export { updateTasks } from './operations/task/update.ts';
export type { UpdateResult } from './operations/task/update.ts';
export { verifyTask } from './operations/task/verify.ts';
export type { VerifyInput, VerifyResult } from './operations/task/verify.ts';
export { whyTask } from './operations/task/why.ts';
export type { WhyResult } from './operations/task/why.ts';

// Messages
export { SEVERITIES } from './model/event.ts';
export type { Severity } from './model/event.ts';
export { readInbox } from './operations/msg/inbox.ts';
export type { InboxInput, InboxResult } from './operations/msg/inbox.ts';
export { waitForInbox } from './operations/msg/wait-inbox.ts';
export type { WaitInput } from './operations/msg/wait-inbox.ts';
export type { MessageEntry } from './operations/msg/message-entry.ts';
export { markRead as markMessagesRead } from './operations/msg/read.ts';
export type { MarkReadInput, MarkReadResult } from './operations/msg/read.ts';
export { searchMessages } from './operations/msg/search.ts';
export type { SearchInput, SearchResult } from './operations/msg/search.ts';
export { sendMessage } from './operations/msg/send.ts';
export type { SendInput, SendResult } from './operations/msg/send.ts';
export { readThread } from './operations/msg/thread.ts';
export type { ThreadInput, ThreadResult } from './operations/msg/thread.ts';

// The log
export { followLog } from './operations/log/follow.ts';
export { taskHistory } from './operations/log/history.ts';
export type { HistoryResult } from './operations/log/history.ts';
export { readLog } from './operations/log/log.ts';
export type { LogInput, LogResult } from './operations/log/log.ts';
export type { EventEntry } from './operations/log/event-entry.ts';

// The workspace
export { getConfig } from './operations/config/get.ts';
export type { ConfigGetResult } from './operations/config/get.ts';
export { listConfig } from './operations/config/list.ts';
export type { ConfigListResult } from './operations/config/list.ts';
export { setConfig } from './operations/config/set.ts';
export type { ConfigSetInput, ConfigSetResult } from './operations/config/set.ts';
export { exportWorkspace } from './operations/export/export.ts';
export type { ExportInput, ExportResult, ExportWriter } from './operations/export/export.ts';
export { exportRecords } from './operations/export/export-records.ts';
export type {
  ExportedTask,
  ExportHead,
  ExportRequest,
  ExportSink,
} from './operations/export/export-records.ts';
export type { Snapshot } from './operations/export/snapshot.ts';
export { settle } from './operations/settle/settle.ts';
export type { SettleInput, SettleResult } from './operations/settle/settle.ts';
export { checkSpec } from './operations/spec/check.ts';
export type { CheckInput, SpecCheckResult } from './operations/spec/check.ts';
export { diffSpecs } from './operations/spec/diff.ts';
export type { SpecDiffResult } from './operations/spec/diff.ts';
export type { DiffNames } from './operations/spec/version-name.ts';
export { backup as backupRuntime } from './operations/workspace/backup.ts';
export type { BackupInput, BackupResult } from './operations/workspace/backup.ts';
export { doctor } from './operations/workspace/doctor.ts';
export type { DoctorInput, DoctorResult } from './operations/workspace/doctor.ts';
export { initWorkspace } from './operations/workspace/init.ts';
export type { InitInput, InitResult } from './operations/workspace/init.ts';
export { previewReset, resetRuntime } from './operations/workspace/reset.ts';
export type { ResetPreview, ResetResult } from './operations/workspace/reset.ts';
export { workspaceStatus } from './operations/workspace/status.ts';
export type { StatusResultOfWorkspace as WorkspaceStatusResult } from './operations/workspace/status.ts';
export { previewRestore, restore as restoreRuntime } from './operations/workspace/restore.ts';
export type { RestoreResult } from './operations/workspace/restore.ts';
export { previewUndo, undoReset } from './operations/workspace/undo-reset.ts';
export type { UndoResetResult } from './operations/workspace/undo-reset.ts';
export { whoami } from './operations/workspace/whoami.ts';
export type { WhoamiResult } from './operations/workspace/whoami.ts';
