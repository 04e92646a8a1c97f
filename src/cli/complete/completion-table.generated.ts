/** What completion knows of the commands, by `npm run generate`. */
import type { CompletionTable } from './table.ts';

export const COMPLETION_TABLE: CompletionTable = {
  "topics": {
    "agent": "Who works here: join, leave, list, be seen",
    "config": "The settings of config.yaml",
    "git-setup": "What this clone's Git knows of Lodestar",
    "lease": "Who holds what, and for how long",
    "msg": "Messages: to a task's thread, to an agent, to everybody",
    "spec": "The committed plan",
    "task": "The work: create, claim, finish, verify",
    "worktree": "Worktrees for the work: one for each task that is held"
  },
  "commands": {
    "agent brief": {
      "about": "The same as `lodestar brief`.",
      "args": [],
      "flags": [
        {
          "name": "task",
          "about": "What the brief is about",
          "value": "task"
        },
        {
          "name": "budget",
          "about": "The most bytes that it may have",
          "value": "free"
        },
        {
          "name": "format",
          "about": "Plain text, in tags as Claude likes it, or Markdown as Copilot does",
          "value": [
            "generic",
            "claude",
            "copilot"
          ]
        }
      ],
      "writes": false
    },
    "agent find": {
      "about": "Find agents by role, capability and whether they are here and free",
      "args": [],
      "flags": [
        {
          "name": "role",
          "about": "Of this role",
          "value": "free"
        },
        {
          "name": "capability",
          "about": "With all of these capabilities",
          "value": "capability",
          "isList": true
        },
        {
          "name": "status",
          "about": "By the last sign of life",
          "value": [
            "active",
            "idle",
            "offline",
            "left"
          ],
          "isList": true
        },
        {
          "name": "free",
          "about": "Holding nothing"
        },
        {
          "name": "busy",
          "about": "Holding something"
        }
      ],
      "writes": false
    },
    "agent heartbeat": {
      "about": "Give a sign of life",
      "args": [],
      "flags": [
        {
          "name": "renew",
          "about": "Also renew every lease that the caller holds, by its own TTL"
        }
      ],
      "writes": true
    },
    "agent join": {
      "about": "Join as an agent",
      "args": [],
      "flags": [
        {
          "name": "name",
          "about": "`worker-1`, or with a kind `ci:main`; made up when left out",
          "value": "free"
        },
        {
          "name": "role",
          "about": "What it is for, such as `builder`.",
          "value": "free"
        },
        {
          "name": "capability",
          "about": "What it can do",
          "value": "capability",
          "isList": true
        },
        {
          "name": "model",
          "about": "Model that it runs on",
          "value": "free"
        },
        {
          "name": "tool",
          "about": "Program that it runs in",
          "value": "free"
        },
        {
          "name": "resume",
          "about": "The caller is the agent of that name, come back"
        },
        {
          "name": "quiet",
          "char": "q",
          "about": "Print the id alone"
        }
      ],
      "writes": true
    },
    "agent leave": {
      "about": "Leave, and give back every lease",
      "args": [],
      "flags": [
        {
          "name": "reason",
          "about": "Why",
          "value": "free"
        }
      ],
      "writes": true
    },
    "agent list": {
      "about": "List agents",
      "args": [],
      "flags": [
        {
          "name": "all",
          "about": "Also actors that have acted and never joined"
        },
        {
          "name": "quiet",
          "char": "q",
          "about": "Ids alone, one a line"
        }
      ],
      "writes": false
    },
    "agent prune": {
      "about": "Say good-bye for agents that have been silent for long",
      "args": [],
      "flags": [
        {
          "name": "older-than",
          "about": "How long they have to have been silent, as `7d`; a day unless said, never less than `agents.offline_after`.",
          "value": "free"
        }
      ],
      "writes": true
    },
    "agent show": {
      "about": "Show one agent",
      "args": [
        {
          "value": "actor"
        }
      ],
      "flags": [],
      "writes": false
    },
    "backup": {
      "about": "Copy the runtime into a file of its own, while others work",
      "args": [
        {
          "value": "file"
        }
      ],
      "flags": [
        {
          "name": "overwrite",
          "about": "Replace the file when it is there"
        }
      ],
      "writes": true
    },
    "board": {
      "about": "Show the tasks by state, as columns",
      "args": [],
      "flags": [
        {
          "name": "label",
          "char": "l",
          "about": "All of these labels",
          "value": "label",
          "isList": true
        },
        {
          "name": "limit",
          "about": "At most so many tasks of a state",
          "value": "free"
        }
      ],
      "writes": false
    },
    "brief": {
      "about": "Print what an agent has to be told before it works here",
      "args": [],
      "flags": [
        {
          "name": "task",
          "about": "What the brief is about",
          "value": "task"
        },
        {
          "name": "budget",
          "about": "The most bytes that it may have",
          "value": "free"
        },
        {
          "name": "format",
          "about": "Plain text, in tags as Claude likes it, or Markdown as Copilot does",
          "value": [
            "generic",
            "claude",
            "copilot"
          ]
        }
      ],
      "writes": false
    },
    "completion": {
      "about": "Print what makes a shell complete commands, flags and ids",
      "args": [
        {
          "value": [
            "bash",
            "zsh",
            "fish",
            "pwsh"
          ]
        }
      ],
      "flags": [],
      "writes": false
    },
    "config get": {
      "about": "Print the value of one setting",
      "args": [
        {
          "value": "setting"
        }
      ],
      "flags": [],
      "writes": false
    },
    "config list": {
      "about": "List every setting with its value",
      "args": [],
      "flags": [
        {
          "name": "show-origin",
          "about": "Say where each comes from"
        }
      ],
      "writes": false
    },
    "config set": {
      "about": "Change one setting",
      "args": [
        {
          "value": "setting"
        },
        {
          "value": "free"
        }
      ],
      "flags": [],
      "writes": true
    },
    "doctor": {
      "about": "Look for what is wrong, and say what to do about it",
      "args": [],
      "flags": [
        {
          "name": "fix",
          "about": "Mend what can be mended without losing anything"
        },
        {
          "name": "strict",
          "about": "Fail for warnings as for errors"
        },
        {
          "name": "recover",
          "about": "Move a damaged runtime aside, into `local/corrupt-<time>/`, and make a new one of what can be read of its log"
        }
      ],
      "writes": true
    },
    "export": {
      "about": "Write both planes as JSON, CSV, Markdown or a snapshot",
      "args": [
        {
          "value": [
            "json",
            "csv",
            "md",
            "snapshot"
          ]
        }
      ],
      "flags": [
        {
          "name": "output",
          "char": "o",
          "about": "Write into this file, which gets its name when it is whole",
          "value": "file"
        },
        {
          "name": "force",
          "about": "Replace the file when it is there"
        },
        {
          "name": "table",
          "about": "With csv",
          "value": [
            "tasks",
            "agents",
            "heartbeats",
            "leases",
            "lease_clocks",
            "transitions",
            "criteria",
            "evidence",
            "messages",
            "read_cursors",
            "read_marks"
          ]
        }
      ],
      "writes": true
    },
    "git-setup merge-driver": {
      "about": "Have Git merge specs by task and by field in this clone",
      "args": [],
      "flags": [
        {
          "name": "attributes",
          "about": "Write the line of `.gitattributes` too, or take it out with --remove"
        },
        {
          "name": "check",
          "about": "Say whether it is there and up to date, and fail if not"
        },
        {
          "name": "remove",
          "about": "Take it out of the configuration"
        },
        {
          "name": "print",
          "about": "Print what would be written, and write nothing"
        }
      ],
      "writes": true
    },
    "history": {
      "about": "Tell everything that is recorded of one task",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [],
      "writes": false
    },
    "init": {
      "about": "Make a workspace here, or complete one",
      "args": [
        {
          "value": "file"
        }
      ],
      "flags": [
        {
          "name": "name",
          "about": "Name of the project",
          "value": "free"
        },
        {
          "name": "example",
          "about": "Begin with a small graph of tasks"
        },
        {
          "name": "adopt",
          "about": "Keep a Python lodestar's runtime as `.lodestar/local/runtime.python.sqlite`, and take over its agents, live leases and messages"
        }
      ],
      "writes": true
    },
    "lease list": {
      "about": "List who holds what, and for how long",
      "args": [],
      "flags": [
        {
          "name": "holder",
          "about": "Held by this actor, `kind:name` or the name alone",
          "value": "actor"
        },
        {
          "name": "mine",
          "about": "Held by the caller"
        },
        {
          "name": "lapsed",
          "about": "Also those that lapsed and that nobody has taken since"
        },
        {
          "name": "quiet",
          "char": "q",
          "about": "Ids of the tasks alone, one a line"
        }
      ],
      "writes": false
    },
    "lease revoke": {
      "about": "End somebody's lease by authority",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reason",
          "about": "Why",
          "value": "free"
        }
      ],
      "writes": true
    },
    "log": {
      "about": "Read what has happened",
      "args": [],
      "flags": [
        {
          "name": "task",
          "about": "Only of this task",
          "value": "task"
        },
        {
          "name": "actor",
          "about": "Only by this actor, `kind:name` or the name alone",
          "value": "actor"
        },
        {
          "name": "type",
          "about": "Only of this type, such as `task.done`.",
          "value": "event-type"
        },
        {
          "name": "since",
          "about": "Not before this time, or this long ago",
          "value": "free"
        },
        {
          "name": "limit",
          "char": "n",
          "about": "The newest so many",
          "value": "free"
        },
        {
          "name": "after",
          "about": "What came after this event, oldest first",
          "value": "free"
        },
        {
          "name": "follow",
          "char": "f",
          "about": "Go on with what comes, until interrupted"
        }
      ],
      "writes": false
    },
    "msg inbox": {
      "about": "Read what came for the caller",
      "args": [],
      "flags": [
        {
          "name": "task",
          "about": "Only on the thread of this task or about it",
          "value": "task"
        },
        {
          "name": "include-read",
          "about": "Also what was read, and what the caller wrote"
        },
        {
          "name": "severity",
          "about": "Only of this severity",
          "value": [
            "info",
            "warning",
            "handoff",
            "blocker"
          ]
        },
        {
          "name": "since",
          "about": "Not before this time (UTC unless it names a zone), or this long ago",
          "value": "free"
        },
        {
          "name": "wait",
          "about": "Wait until something is there, and print it"
        },
        {
          "name": "timeout",
          "about": "With --wait",
          "value": "free"
        },
        {
          "name": "limit",
          "char": "n",
          "about": "The newest so many",
          "value": "free"
        },
        {
          "name": "after",
          "about": "What came after this message, oldest first",
          "value": "free"
        }
      ],
      "writes": false
    },
    "msg read": {
      "about": "Mark messages as read",
      "args": [
        {
          "value": "free",
          "isRepeated": true
        }
      ],
      "flags": [
        {
          "name": "task",
          "about": "This task's thread, and what came to the caller about it",
          "value": "task"
        },
        {
          "name": "all",
          "about": "All that came for the caller"
        },
        {
          "name": "up-to",
          "about": "With --task or --all, no further than this message",
          "value": "free"
        }
      ],
      "writes": true
    },
    "msg search": {
      "about": "Search all messages",
      "args": [
        {
          "value": "free"
        }
      ],
      "flags": [
        {
          "name": "task",
          "about": "On the thread of this task or about it",
          "value": "task"
        },
        {
          "name": "from",
          "about": "By this actor, `kind:name` or the name alone",
          "value": "actor"
        },
        {
          "name": "to",
          "about": "To this actor, or `all` for what went to everybody",
          "value": "actor"
        },
        {
          "name": "severity",
          "about": "Only of this severity",
          "value": [
            "info",
            "warning",
            "handoff",
            "blocker"
          ]
        },
        {
          "name": "since",
          "about": "Not before this time (UTC unless it names a zone), or this long ago",
          "value": "free"
        },
        {
          "name": "until",
          "about": "Not after this time, written as that of --since",
          "value": "free"
        },
        {
          "name": "limit",
          "char": "n",
          "about": "The newest so many",
          "value": "free"
        },
        {
          "name": "before",
          "about": "What came before this message",
          "value": "free"
        }
      ],
      "writes": false
    },
    "msg send": {
      "about": "Send a message",
      "args": [
        {
          "value": "free"
        }
      ],
      "flags": [
        {
          "name": "task",
          "about": "To this task's thread",
          "value": "task"
        },
        {
          "name": "to",
          "about": "To this actor, `kind:name` or the name alone",
          "value": "actor"
        },
        {
          "name": "all",
          "about": "To everybody"
        },
        {
          "name": "subject",
          "char": "s",
          "about": "One line that says what it is about",
          "value": "free"
        },
        {
          "name": "severity",
          "about": "How much it matters",
          "value": [
            "info",
            "warning",
            "handoff",
            "blocker"
          ]
        },
        {
          "name": "reply-to",
          "about": "The message that it answers, by id or number",
          "value": "free"
        }
      ],
      "writes": true
    },
    "msg thread": {
      "about": "Read a task's thread",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "unread",
          "about": "Only what the caller has not read"
        },
        {
          "name": "severity",
          "about": "Only of this severity",
          "value": [
            "info",
            "warning",
            "handoff",
            "blocker"
          ]
        },
        {
          "name": "since",
          "about": "Not before this time (UTC unless it names a zone), or this long ago",
          "value": "free"
        },
        {
          "name": "limit",
          "char": "n",
          "about": "The newest so many",
          "value": "free"
        },
        {
          "name": "after",
          "about": "What came after this message, oldest first",
          "value": "free"
        }
      ],
      "writes": false
    },
    "reset": {
      "about": "Start the runtime anew",
      "args": [],
      "flags": [
        {
          "name": "yes",
          "char": "y",
          "about": "Do not ask"
        },
        {
          "name": "undo",
          "about": "Take the runtime from before the last reset back"
        }
      ],
      "writes": true
    },
    "restore": {
      "about": "Make a backup the runtime",
      "args": [
        {
          "value": "file"
        }
      ],
      "flags": [
        {
          "name": "yes",
          "char": "y",
          "about": "Do not ask"
        }
      ],
      "writes": true
    },
    "settle": {
      "about": "Write what the runtime decided into this checkout's spec",
      "args": [
        {
          "value": "task",
          "isRepeated": true
        }
      ],
      "flags": [
        {
          "name": "all",
          "about": "Also what other branches decided"
        },
        {
          "name": "since",
          "about": "Only what the commits since then, such as those of a pull request, have as evidence or were decided on",
          "value": "free"
        }
      ],
      "writes": true
    },
    "setup": {
      "about": "Tell a coding tool of Lodestar, in the file that it reads",
      "args": [
        {
          "value": [
            "agents-md",
            "claude",
            "cursor",
            "codex",
            "copilot"
          ]
        }
      ],
      "flags": [
        {
          "name": "check",
          "about": "Say whether it is there and up to date, and fail if not"
        },
        {
          "name": "remove",
          "about": "Take it out"
        },
        {
          "name": "print",
          "about": "Print what it says, and write nothing"
        }
      ],
      "writes": true
    },
    "spec check": {
      "about": "Check a spec and tell all that is wrong with it",
      "args": [
        {
          "value": "file"
        }
      ],
      "flags": [
        {
          "name": "base",
          "about": "What the change is to be merged into, such as `origin/main`.",
          "value": "free"
        },
        {
          "name": "format",
          "char": "f",
          "about": "How to print it",
          "value": [
            "text",
            "json",
            "github"
          ]
        }
      ],
      "writes": false
    },
    "spec diff": {
      "about": "Show what changed in the plan, for a reviewer",
      "args": [
        {
          "value": "free"
        },
        {
          "value": "free"
        }
      ],
      "flags": [
        {
          "name": "staged",
          "about": "The index in place of the work tree"
        },
        {
          "name": "merge-base",
          "about": "Begin at the commit that both versions go back to"
        },
        {
          "name": "format",
          "char": "f",
          "about": "How to print it",
          "value": [
            "text",
            "md",
            "json"
          ]
        }
      ],
      "writes": false
    },
    "spec drift": {
      "about": "Show what has changed in the documents that tasks were cut from",
      "args": [],
      "flags": [
        {
          "name": "update",
          "about": "Tasks that still fit",
          "value": "free",
          "isList": true
        }
      ],
      "writes": true
    },
    "spec log": {
      "about": "Show which commits changed the plan, or one task, and how",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "limit",
          "about": "The most commits to list",
          "value": "free"
        }
      ],
      "writes": false
    },
    "spec merge": {
      "about": "Merge three versions of a spec, by task and by field",
      "args": [
        {
          "value": "free"
        },
        {
          "value": "free"
        },
        {
          "value": "free"
        }
      ],
      "flags": [
        {
          "name": "output",
          "char": "o",
          "about": "Write it into this file",
          "value": "file"
        },
        {
          "name": "path",
          "about": "How messages name it",
          "value": "free"
        },
        {
          "name": "marker-size",
          "about": "How many characters a conflict marker has",
          "value": "free"
        },
        {
          "name": "base-label",
          "about": "What stands behind the marker of the base",
          "value": "free"
        },
        {
          "name": "ours-label",
          "about": "What stands behind the marker of ours",
          "value": "free"
        },
        {
          "name": "theirs-label",
          "about": "What stands behind the marker of theirs",
          "value": "free"
        },
        {
          "name": "diff3",
          "about": "Show what the base has between the sides of each conflict"
        }
      ],
      "writes": true
    },
    "spec resolve": {
      "about": "Merge a conflicted spec of the work tree by task and by field",
      "args": [],
      "flags": [
        {
          "name": "add",
          "about": "Mark it as merged in Git's index (`git add`) where no conflict is left"
        },
        {
          "name": "force",
          "about": "Also where no markers are left, because somebody has edited it by hand"
        },
        {
          "name": "diff3",
          "about": "Show what the base has between the sides of each conflict"
        }
      ],
      "writes": true
    },
    "status": {
      "about": "Say where things stand",
      "args": [],
      "flags": [],
      "writes": false
    },
    "task block": {
      "about": "Hold a ready task by hand",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reason",
          "about": "Why",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task cancel": {
      "about": "Call a task off",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reason",
          "about": "Why",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task claim": {
      "about": "Take a task under a lease",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "ttl",
          "char": "t",
          "about": "How long the lease lasts without renewal",
          "value": "free"
        },
        {
          "name": "label",
          "char": "l",
          "about": "Only tasks with all of these labels",
          "value": "label",
          "isList": true
        },
        {
          "name": "capability",
          "about": "Only tasks that ask for no capability but these",
          "value": "capability",
          "isList": true
        },
        {
          "name": "priority-max",
          "about": "Only tasks of this priority or a lower number",
          "value": "free"
        },
        {
          "name": "allow-upstream",
          "about": "Also what is verified or cancelled in the default branch, and not in this one"
        },
        {
          "name": "allow-overlap",
          "about": "Also where its locks overlap those of a task that another holds"
        },
        {
          "name": "context",
          "about": "Print what `task context` says of it as well"
        },
        {
          "name": "max-chars",
          "about": "How many characters the context may have as JSON, 8000 unless said",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task context": {
      "about": "Print what one has to know to work on a task",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "max-chars",
          "about": "How many characters the context may have as JSON, 8000 unless said",
          "value": "free"
        }
      ],
      "writes": false
    },
    "task create": {
      "about": "Add a task to the spec",
      "args": [],
      "flags": [
        {
          "name": "title",
          "char": "t",
          "about": "What is to be done, in one line",
          "value": "free"
        },
        {
          "name": "id",
          "about": "Its id",
          "value": "free"
        },
        {
          "name": "description",
          "char": "d",
          "about": "All that its holder must know",
          "value": "free"
        },
        {
          "name": "priority",
          "char": "p",
          "about": "Lower goes first, 100 by default",
          "value": "free"
        },
        {
          "name": "status",
          "char": "s",
          "about": "`todo` keeps it a draft until `task ready`.",
          "value": [
            "ready",
            "todo"
          ]
        },
        {
          "name": "draft",
          "about": "The same as `--status todo`."
        },
        {
          "name": "depends-on",
          "about": "Tasks that it waits for",
          "value": "task",
          "isList": true
        },
        {
          "name": "label",
          "char": "l",
          "about": "Labels",
          "value": "label",
          "isList": true
        },
        {
          "name": "lock",
          "about": "Files that its work touches",
          "value": "free"
        },
        {
          "name": "criterion",
          "about": "An acceptance criterion",
          "value": "free"
        },
        {
          "name": "capability",
          "about": "Capabilities that its holder needs",
          "value": "capability",
          "isList": true
        },
        {
          "name": "lease-ttl",
          "about": "How long a lease of it lasts by default, as `30m`.",
          "value": "free"
        },
        {
          "name": "external-ref",
          "about": "Where it is known elsewhere",
          "value": "free"
        },
        {
          "name": "prd-source",
          "about": "The document that it is cut from, inside the repository",
          "value": "file"
        },
        {
          "name": "prd-ref",
          "about": "A section of that document",
          "value": "free"
        },
        {
          "name": "prd-excerpt",
          "about": "What it needs to know of the document",
          "value": "free"
        },
        {
          "name": "set",
          "about": "A key of your own",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task delete": {
      "about": "Leave a tombstone in place of a task",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "cascade",
          "about": "Delete what depends on it as well, directly or not"
        }
      ],
      "writes": true
    },
    "task done": {
      "about": "Mark a task done, by the holder of its lease",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "note",
          "about": "What whoever holds or verifies the task next should know",
          "value": "free"
        },
        {
          "name": "evidence",
          "about": "What shows it",
          "value": "free"
        },
        {
          "name": "criteria",
          "about": "Acceptance criteria to check off, by number",
          "value": "free"
        },
        {
          "name": "lease",
          "about": "The token that `task claim` printed",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task graph": {
      "about": "Show the graph of tasks and what each depends on",
      "args": [],
      "flags": [
        {
          "name": "format",
          "char": "f",
          "about": "How to print it",
          "value": [
            "text",
            "dot",
            "mermaid",
            "svg",
            "html",
            "json"
          ]
        },
        {
          "name": "focus",
          "about": "Only what lies around this task",
          "value": "task"
        },
        {
          "name": "hops",
          "about": "How many edges around --focus",
          "value": "free"
        },
        {
          "name": "include-deleted",
          "about": "Tombstones as well"
        }
      ],
      "writes": false
    },
    "task list": {
      "about": "List tasks",
      "args": [],
      "flags": [
        {
          "name": "status",
          "char": "s",
          "about": "Stored status",
          "value": [
            "todo",
            "ready",
            "blocked",
            "done",
            "verified",
            "cancelled",
            "deleted"
          ],
          "isList": true
        },
        {
          "name": "state",
          "about": "Derived state",
          "value": [
            "deleted",
            "cancelled",
            "verified",
            "done",
            "claimed",
            "draft",
            "held",
            "waiting",
            "claimable"
          ],
          "isList": true
        },
        {
          "name": "label",
          "char": "l",
          "about": "All of these labels",
          "value": "label",
          "isList": true
        },
        {
          "name": "holder",
          "about": "Held by this actor, `kind:name` or the name alone",
          "value": "actor"
        },
        {
          "name": "mine",
          "about": "Held by the caller"
        },
        {
          "name": "search",
          "about": "Every word is in id, title, description or a label",
          "value": "free"
        },
        {
          "name": "include-deleted",
          "about": "Tombstones as well"
        },
        {
          "name": "sort",
          "about": "The order",
          "value": [
            "priority",
            "id",
            "title",
            "status",
            "state"
          ]
        },
        {
          "name": "limit",
          "about": "At most so many",
          "value": "free"
        },
        {
          "name": "offset",
          "about": "Skip so many",
          "value": "free"
        },
        {
          "name": "fields",
          "about": "Only these, in this order",
          "value": [
            "id",
            "title",
            "status",
            "state",
            "status_from",
            "priority",
            "labels",
            "depends_on",
            "unmet_dependencies",
            "claimed_by",
            "expires_at",
            "description",
            "acceptance_criteria",
            "locks",
            "capabilities",
            "lease_ttl",
            "external_ref",
            "created_at",
            "dependents",
            "revision"
          ],
          "isList": true
        },
        {
          "name": "quiet",
          "char": "q",
          "about": "Ids alone, one a line"
        }
      ],
      "writes": false
    },
    "task next": {
      "about": "Offer the task to do next, and say why",
      "args": [],
      "flags": [
        {
          "name": "count",
          "char": "n",
          "about": "How many to offer",
          "value": "free"
        },
        {
          "name": "label",
          "char": "l",
          "about": "Only tasks with all of these labels",
          "value": "label",
          "isList": true
        },
        {
          "name": "capability",
          "about": "Only tasks that ask for no capability but these",
          "value": "capability",
          "isList": true
        },
        {
          "name": "priority-max",
          "about": "Only tasks of this priority or a lower number",
          "value": "free"
        },
        {
          "name": "allow-upstream",
          "about": "Also what is verified or cancelled in the default branch, and not in this one"
        }
      ],
      "writes": false
    },
    "task ready": {
      "about": "Offer drafts",
      "args": [
        {
          "value": "task",
          "isRepeated": true
        }
      ],
      "flags": [],
      "writes": true
    },
    "task release": {
      "about": "Give a task back without finishing it",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "note",
          "about": "What whoever holds or verifies the task next should know",
          "value": "free"
        },
        {
          "name": "lease",
          "about": "The token that `task claim` printed",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task rename": {
      "about": "Give a task another id",
      "args": [
        {
          "value": "task"
        },
        {
          "value": "free"
        }
      ],
      "flags": [],
      "writes": true
    },
    "task renew": {
      "about": "Keep a lease for longer",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "ttl",
          "char": "t",
          "about": "How long the lease lasts without renewal",
          "value": "free"
        },
        {
          "name": "lease",
          "about": "The token that `task claim` printed",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task reopen": {
      "about": "Make a finished, cancelled or deleted task ready again",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reason",
          "about": "Why",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task show": {
      "about": "Show one task whole",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "commits",
          "about": "List the commits of HEAD whose messages name it in a trailer `Lodestar-Task"
        }
      ],
      "writes": false
    },
    "task tree": {
      "about": "Show tasks as a tree of what each waits for",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "dependents",
          "about": "Below each task what waits for it, instead of what it waits for"
        },
        {
          "name": "open",
          "about": "Without what is verified or cancelled"
        },
        {
          "name": "depth",
          "about": "At most so many levels below the first",
          "value": "free"
        }
      ],
      "writes": false
    },
    "task unblock": {
      "about": "Let a task go on that was held by hand",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reason",
          "about": "Why it can go on",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task update": {
      "about": "Edit fields of tasks in the spec",
      "args": [
        {
          "value": "task",
          "isRepeated": true
        }
      ],
      "flags": [
        {
          "name": "title",
          "char": "t",
          "about": "The new title",
          "value": "free"
        },
        {
          "name": "description",
          "char": "d",
          "about": "The new description",
          "value": "free"
        },
        {
          "name": "priority",
          "char": "p",
          "about": "Lower goes first",
          "value": "free"
        },
        {
          "name": "lease-ttl",
          "about": "How long a lease lasts by default",
          "value": "free"
        },
        {
          "name": "external-ref",
          "about": "Where it is known elsewhere",
          "value": "free"
        },
        {
          "name": "add-dep",
          "about": "Tasks that it waits for",
          "value": "task",
          "isList": true
        },
        {
          "name": "rm-dep",
          "about": "Tasks that it no longer waits for",
          "value": "task",
          "isList": true
        },
        {
          "name": "add-label",
          "about": "Labels to add",
          "value": "label",
          "isList": true
        },
        {
          "name": "rm-label",
          "about": "Labels to take out",
          "value": "label",
          "isList": true
        },
        {
          "name": "add-lock",
          "about": "Files that its work touches",
          "value": "free"
        },
        {
          "name": "rm-lock",
          "about": "Locks to take out",
          "value": "free"
        },
        {
          "name": "add-criterion",
          "about": "Acceptance criteria to add",
          "value": "free"
        },
        {
          "name": "rm-criterion",
          "about": "Criteria to take out, by their whole text",
          "value": "free"
        },
        {
          "name": "add-capability",
          "about": "Capabilities that it asks for",
          "value": "free",
          "isList": true
        },
        {
          "name": "rm-capability",
          "about": "Capabilities to take out",
          "value": "capability",
          "isList": true
        },
        {
          "name": "set",
          "about": "Set a key of your own",
          "value": "free"
        },
        {
          "name": "unset",
          "about": "Take a key of your own out",
          "value": "free"
        },
        {
          "name": "if-revision",
          "about": "Only if the task is still at this revision (`task show`); takes one id",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task verify": {
      "about": "Confirm that a task is done, or send it back",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "reject",
          "about": "Send the work back"
        },
        {
          "name": "accept-unchecked",
          "about": "Although criteria are unchecked"
        },
        {
          "name": "reason",
          "about": "Why it is sent back, or why unchecked criteria are accepted",
          "value": "free"
        }
      ],
      "writes": true
    },
    "task why": {
      "about": "Say what stands in the way of claiming a task",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [],
      "writes": false
    },
    "version": {
      "about": "Say which Lodestar this is, and where it is installed",
      "args": [],
      "flags": [],
      "writes": false
    },
    "whoami": {
      "about": "Say who acts here, where that comes from, and what is held",
      "args": [],
      "flags": [],
      "writes": false
    },
    "worktree add": {
      "about": "Make a linked worktree with a branch of its own for a task that you hold",
      "args": [
        {
          "value": "task"
        }
      ],
      "flags": [
        {
          "name": "branch",
          "char": "b",
          "about": "The branch, made where it is not there",
          "value": "free"
        },
        {
          "name": "from",
          "about": "Where a new branch begins, whatever the task waits for",
          "value": "free"
        },
        {
          "name": "path",
          "about": "Where it goes",
          "value": "free"
        },
        {
          "name": "lease",
          "about": "The token that `task claim` printed",
          "value": "free"
        }
      ],
      "writes": true
    },
    "worktree list": {
      "about": "List the repository's worktrees, and who works on what in each",
      "args": [],
      "flags": [],
      "writes": false
    },
    "worktree remove": {
      "about": "Remove a linked worktree whose work is committed",
      "args": [
        {
          "value": "free"
        }
      ],
      "flags": [],
      "writes": true
    }
  },
  "globalFlags": [
    {
      "name": "json",
      "about": "Print one JSON value"
    },
    {
      "name": "as",
      "char": "a",
      "about": "Act as this actor, `kind:name`.",
      "value": "actor"
    },
    {
      "name": "dir",
      "char": "C",
      "about": "Run as if started in this folder",
      "value": "file"
    },
    {
      "name": "no-color",
      "about": "Print without colour"
    },
    {
      "name": "no-pager",
      "about": "Print long output as it is"
    },
    {
      "name": "no-input",
      "about": "Never ask"
    },
    {
      "name": "help",
      "char": "h",
      "about": "Show this help"
    },
    {
      "name": "schema",
      "about": "Print the JSON Schema of the result"
    },
    {
      "name": "explain",
      "about": "Say what the command reads, changes and refuses"
    }
  ],
  "writingFlags": [
    {
      "name": "dry-run",
      "about": "Do everything but keep nothing"
    }
  ]
};
