import type { Books } from '../extf/header-said';
import type { FilterName } from '../jira/filters';
import type { Settings } from '../settings/settings';
import type { StateCode } from '../submissions/state-code';
import type { FileChanges } from '../submissions/stored-file';
import type { ProblemCode } from '../texts/problem-code';

/**
 * What the backend answers. Texts for people arrive ready in the language that was asked for, so that the panel, the
 * issue and the comment say the same sentence. Instants are ISO strings; the UI shows them relative to `now`.
 */
export type Answer<T> =
  | { readonly ok: true; readonly now: string; readonly value: T }
  | { readonly ok: false; readonly now: string; readonly problem: ProblemView };

/** An answer that is too big as it is: its value as JSON, gzip, base64. `call` of the browser opens it. */
export type PackedAnswer = { readonly ok: true; readonly now: string; readonly packed: string };

/** What only a page can meet: the call did not get through at all; the browser cannot read a file. */
export type PageCode = 'bridge' | 'file.unreadable';

export type ProblemView = {
  readonly code: ProblemCode | PageCode;
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly remedy: string;
  /** When the page asks again by itself. */
  readonly again?: string;
};

/** By what a page asks whether something changed: its number when it was shown, and the right to ask for a minute. */
export type Seen = { readonly version: number; readonly ticket: string; readonly line?: Line };
/** Where a page hears that something changed, and until when. */
export type Line = { readonly channel: string; readonly token: string; readonly until: string };
/** With what a page shows. */
export type WithSeen = { readonly seen: Seen };

/** How a state looks: the lozenge's appearance. Never the only carrier of meaning. */
export type Tone = 'default' | 'inprogress' | 'success' | 'removed' | 'moved' | 'new';

export type PersonView = { readonly accountId: string; readonly name: string };

/** One change of the configuration, for people. */
export type ConfigChange = {
  readonly seq: number;
  /** SHA-256 of its entry, by which the next one is chained to it. */
  readonly hash: string;
  readonly at: string;
  /** Nameless: an account that Jira no longer knows. */
  readonly who: PersonView;
  readonly title: string;
  readonly differences: readonly {
    readonly where: string;
    /** Its values are instants. */
    readonly isTime?: true;
    readonly old?: string;
    readonly new?: string;
    readonly removed?: readonly string[];
    readonly added?: readonly string[];
    /** It changed; nobody is shown from what to what. */
    readonly secret?: true;
  }[];
  /** Differences beyond those that are kept. */
  readonly more?: number;
  /** SHA-256 of the version that is kept under its own number. */
  readonly sha256?: string;
};

/** `configuration.changes`, `pipeline.changes`, `accounts.changes`: the newest first. */
export type ConfigChanges = {
  readonly entries: readonly ConfigChange[];
  /** Hand it in for those before these; absent: there are none. */
  readonly before?: number;
};

/** `configuration.changes`: with the end of the chain, by which an export can be held against what is stored. */
export type AuditAnswer = ConfigChanges & { readonly end: { readonly seq: number; readonly hash: string } };

/** `configuration.audit`: lines of the export, each as it is to stand in the file; `next` is handed in for those behind them. */
export type AuditLines = { readonly lines: readonly string[]; readonly next?: AuditNext };
export type AuditNext = { readonly from: number; readonly to: number; readonly head: string };

/** `submission.view`. */
export type SubmissionAnswer =
  | { readonly known: false; readonly title: string; readonly remedy: string }
  | ({ readonly known: true } & WithSeen & SubmissionView);

export type SubmissionView = {
  readonly submissionId: string;
  readonly state: StateCode;
  readonly lozenge: { readonly text: string; readonly tone: Tone };
  /** One sentence: "DATEV rejected the batch: Sachkontenlänge is wrong." */
  readonly sentence: string;
  /** Who does what next, or why nothing is to be done. */
  readonly nextAction: string;
  /** The same while the fields are open that `nextAction` names the button of. */
  readonly nextWhileOpen?: string;
  readonly cause?: CauseView;
  /** The cause does not lie in the file: nobody is asked for a corrected one. */
  readonly isFileFine?: true;
  /** So many others of the Mandant need somebody for the same cause. */
  readonly alike?: number;
  readonly facts: {
    readonly mandant: string;
    readonly mandantName?: string;
    readonly fileName: string;
    readonly label?: string;
    readonly program: string;
    readonly rows?: number;
    readonly bytes?: number;
    readonly sha256?: string;
    readonly jobId?: string;
    readonly revision: number;
    readonly issueKey?: string;
    readonly startedAt: string;
    readonly startedBy?: PersonView;
  };
  /** DATEV's sandbox: what is sent is a test and is not stored there. */
  readonly isTest?: true;
  /** A batch (EXTF), a package (DXSO), or an image. */
  readonly kind: 'extf' | 'dxso' | 'document' | 'run';
  /** What DATEV wrote down about the newest job of a package. DATEV's own words: shown here only. */
  readonly protocol?: ProtocolView;
  readonly candidate?: FileView & { readonly findings: readonly WireFinding[] };
  /** Of a batch: what DATEV says of the Mandant that its header line repeats; of readers only. */
  readonly books?: Books;
  /** Files that can be downloaded as they were sent. */
  readonly files: readonly FileView[];
  readonly actions: {
    readonly resubmit: ActionView & {
      readonly mode?: 'file' | 'unchanged';
      readonly goes?: FileView;
      /** It replaces an approved file: whoever sends it approves it with that, as the second person. */
      readonly approves?: true;
    };
    readonly upload: ActionView;
    readonly withdraw: ActionView;
    readonly overrule: ActionView;
    readonly close: ActionView;
    readonly decide: ActionView;
    readonly newIssue: ActionView;
    readonly issueDeleted: ActionView;
  };
  /** Steps that failed and may be done again by an allowed person. */
  readonly stuck: readonly {
    readonly key: string;
    readonly title: string;
    readonly remedy: string;
    readonly may: boolean;
  }[];
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  /** The newest of `auditEntries`; what came before them is asked for by `submission.history`. */
  readonly timeline: readonly TimelineEntry[];
  readonly others: readonly PersonView[];
  /** Something is under way: ask again every few seconds while the tab is visible. */
  readonly moving: boolean;
  readonly lastCheckedAt?: string;
  readonly nextPollAt?: string;
  /** The app has not looked at the Mandant since, although it should have; only of what has not ended. */
  readonly silentSince?: string;
  /** DATEV cannot be asked about its Mandant, since when and why; only of what has not ended. */
  readonly outOfTouch?: { readonly since: string; readonly title: string; readonly remedy: string };
  /** From then on it may be shown wrongly although its number is the same. */
  readonly holdsUntil?: string;
  readonly auditEntries: number;
  /** Not there: only the newest entries were read, and those hang together. `submission.audit` reads all. */
  readonly auditIntact?: boolean;
};

/** Entries of a history that came before others; `before` when there are more. */
export type HistoryPage = { readonly timeline: readonly TimelineEntry[]; readonly before?: number };

/** The whole history, read and replayed. */
export type HistoryChecked = { readonly entries: number; readonly intact: boolean };

export type ProtocolView = {
  readonly revision: number;
  readonly entries: readonly {
    readonly type: 'error' | 'warning' | 'information';
    readonly text: string;
    readonly file?: string;
    /** What it means, where we know DATEV's text. */
    readonly meaning?: string;
  }[];
  /** Entries that are not shown. */
  readonly more: number;
};

export type ActionView = { readonly allowed: boolean /** Why not, for people. */; readonly why?: string };

export type CauseView = {
  readonly code: string;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly who: string;
  readonly faults: readonly {
    readonly field?: number;
    readonly label?: string;
    readonly text: string;
    readonly remedy: string;
  }[];
  /** DATEV's own words. Shown here only, never written to Jira. */
  readonly verbatim?: {
    readonly title?: string;
    readonly detail?: string;
    readonly type?: string;
    readonly elements: readonly { readonly name: string; readonly reason: string }[];
  };
};

export type FileView = {
  readonly revision: number;
  readonly name: string;
  /** The name DATEV will see. */
  readonly sendName: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
  readonly label?: string;
  readonly by: PersonView;
  readonly at: string;
  readonly warnings: number;
  /** Errors in booking rows that forbid sending until the file is replaced or somebody overrules them. */
  readonly errors: number;
  readonly overruled?: { readonly by: PersonView; readonly at: string; readonly reason: string };
  /** What changed since an older revision, by row and column. */
  readonly changes?: FileChanges;
  readonly available: boolean;
};

export type TimelineEntry = {
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly kind: 'person' | 'app' | 'datev'; readonly name: string };
  readonly text: string;
  readonly tone: Tone;
  /** By which of the app's own steps: begun, looked up, done. What people and DATEV did, and what needs somebody, is none. */
  readonly step?: string;
};

/** `file.begin` and `file.put`. */
export type UploadProgress = {
  readonly fileId: string;
  readonly chunkBytes: number;
  readonly have: readonly number[];
};

/** `file.finish` and `file.state`. Findings are codes of src/extf: the browser renders them with the same catalogue. */
export type UploadState =
  | { readonly state: 'checking' }
  | { readonly state: 'accepted'; readonly submissionId: string; readonly findings: readonly WireFinding[] }
  | {
      readonly state: 'refused';
      readonly title: string;
      readonly remedy: string;
      readonly findings: readonly WireFinding[];
    };

export type WireFinding = {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly row?: number;
  readonly line?: number;
  /** DATEV's column number of a batch, or the name of an element in a package. */
  readonly field?: number | string;
  /** Of a package: which of its files. */
  readonly file?: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** `file.download`: one chunk of the gzip stream, base64. */
export type DownloadChunk = {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly chunks: number;
  readonly data: string;
};

export type DeskAnswer = {
  /** With the first page of a list, and where asked for. */
  readonly mandanten?: readonly DeskMandant[];
  /** What an earlier version of the app stored is not all on the lists and counted yet; goes with the Mandanten. */
  readonly isCounting?: boolean;
  /** The app has looked at no Mandant since, although it should have; goes with the Mandanten. */
  readonly silentSince?: string;
  /** Unless it looks before, it has to be said from then on; goes with the Mandanten. */
  readonly silentFrom?: string;
  /** Why something needs somebody, the most frequent first; go with the Mandanten. */
  readonly causes?: readonly DeskCause[];
  /** The last day of what has been waiting for too long; goes with the Mandanten. */
  readonly overdueUntil?: string;
  /** A cross-check found what this person may put right; goes with the Mandanten. */
  readonly differs?: true;
  readonly rows: readonly DeskRow[];
  readonly cursor?: string;
  readonly may: { readonly upload: ActionView; readonly mappings: ActionView };
  readonly stopped?: { readonly at: string; readonly reason: string };
  /** The administration has one message a day sent to each person. */
  readonly digest?: true;
  /** While issues of storms wait, or are paused; goes with the Mandanten. */
  readonly storms?: StormsView;
};
/** How the issues of storms stand. */
export type StormsView = {
  /** Open files of storms, and how many of them have their issue. */
  readonly files: number;
  readonly made: number;
  /** About when the last of them will have it; absent while they are paused. */
  readonly until?: string;
  readonly paused?: { readonly at: string; readonly by: string; readonly reason: string };
};
export type DeskMandant = {
  readonly id: string;
  readonly name?: string;
  readonly watched: boolean;
  /** Assigned to whoever asks. */
  readonly isMine: boolean;
  readonly needsYou: number;
  /** Of those that need somebody: nothing happened to them for days. */
  readonly overdue: number;
  readonly moving: number;
  readonly delivered: number;
  readonly assignee?: PersonView;
  readonly trouble?: ProblemView;
  readonly lastLookAt?: string;
};
export type DeskRow = {
  readonly submissionId: string;
  readonly mandant: string;
  /** Where the Mandanten come along. */
  readonly mandantName?: string;
  readonly fileName: string;
  readonly label?: string;
  readonly program: string;
  readonly lozenge: { readonly text: string; readonly tone: Tone };
  readonly sentence: string;
  /** Since when it stands as the lozenge says: delivered is dated by its delivery. */
  readonly since: string;
  readonly issueKey?: string;
  /** Of the columns of the table what is known of it. */
  readonly rows?: number;
  readonly period?: string;
  readonly deliveredAt?: string;
  /** Who sent it last. */
  readonly by?: string;
};

/** What has one cause, over all Mandanten. */
export type DeskCause = {
  readonly key: string;
  readonly title: string;
  readonly files: number;
  readonly mandanten: number;
};

/** Numbers for drawing. Each list of counts has one number per week or month. */
export type DeskCharts = {
  /** Mondays, the oldest first. */
  readonly weeks: readonly string[];
  readonly failures: readonly Counted[];
  /** First days of months, the oldest first. */
  readonly months: readonly string[];
  readonly deliveries: readonly Counted[];
  /** How many were delivered so many hours after they had been rejected; the last without a bound. */
  readonly lateness: readonly { readonly hours?: number; readonly count: number }[];
};
export type Counted = { readonly key: string; readonly title: string; readonly counts: readonly number[] };

export type AdminAnswer = {
  readonly version: number;
  readonly settings: Settings;
  readonly connection: {
    readonly state: 'connected' | 'missing' | 'broken';
    readonly text: string;
    readonly environment: 'sandbox' | 'production';
  };
  /** The session and the approvals of Mandanten, worst first. */
  readonly connections: readonly ConnectionView[];
  readonly registration: RegistrationView;
  readonly mandanten: readonly AdminMandant[];
  /** Mandanten that DATEV shows since the last look and that nobody has decided about. */
  readonly offered: readonly { readonly id: string; readonly name: string }[];
  readonly health: readonly HealthItem[];
  /** What still stands between a fresh installation and the first issue, in order. */
  readonly setUp: readonly {
    readonly step: 'environment' | 'connection' | 'mandanten' | 'project' | 'statuses';
    readonly done: boolean;
    readonly text: string;
  }[];
  readonly figures: Figures;
  /** While issues of storms wait, or are paused. */
  readonly storms?: StormsView;
  /** Whom the routing names. */
  readonly routed: readonly PersonView[];
  /** The vendor can open what is sealed: the technical log may leave. */
  readonly canSeal: boolean;
};
/** One approval at DATEV. Times in the form DATEV demands (`DD.MM.YYYY HH:MM`, Berlin). */
export type ConnectionView = {
  /** `main` = the session, else the Mandant. */
  readonly id: string;
  readonly tone: Tone;
  readonly text: string;
  readonly person?: string;
  readonly until?: string;
  readonly isLive: boolean;
};
/** How the app is registered with DATEV for the chosen environment. */
type RegistrationView = {
  readonly clientId?: string;
  readonly isConfidential: boolean;
  readonly redirectUri?: string;
  /** What it includes besides the Buchungsdatenservice. */
  readonly services: readonly ('documents' | 'dxso')[];
  /** Where DATEV sends people back to when no other address is given; has to be registered with DATEV. */
  readonly callbackUrl: string;
};
/** `support.log`: sealed text; more with the cursor. */
export type SupportLog = { readonly part: string; readonly cursor?: string };
/** `mandant.watch-many`: how many are watched now, and those that DATEV does not show. */
export type WatchedMany = { readonly watched: number; readonly missing: readonly string[] };
/** `jira.test-issue`. */
export type TestIssue = { readonly id: string; readonly key: string };
/** `jira.preview-issue`: how an issue would be filed. */
export type IssuePreview = {
  readonly summary: string;
  /** Its key. */
  readonly project: string;
  /** Of the project in which it would be if Jira took it there. */
  readonly missed?: string;
  readonly issueType: string;
  readonly assignee?: string;
  readonly lines: readonly { readonly name: string; readonly value: string }[];
  /** Names, or ids, of what would be left out: it is not on the screen, or takes no such value. */
  readonly left: readonly string[];
};
/** `jira.filters`, `jira.save-filters`. */
export type OfferedFilter = {
  readonly name: FilterName;
  readonly title: string;
  readonly jql: string;
  /** The person in front owns a filter of this title. */
  readonly isThere: boolean;
};
/** `job.watch`. */
export type JobWatched = { readonly submissionId: string };
/** `datev.document-types`: names only. */
export type DocumentTypes = readonly string[];
/** `datev.test`: how many Mandanten the connection shows. */
export type ConnectionTest = { readonly mandanten: number };
/** `datev.login-state`. */
export type LoginState = { readonly is: 'waiting' | 'over' | 'connected' };
/** `datev.login`: the address at DATEV, and under what to ask how far it is. */
export type LoginBegun = { readonly url: string; readonly state: string };
export type AdminMandant = {
  readonly id: string;
  readonly name?: string;
  readonly watched: boolean;
  /** Until when an approval covers it; absent when none does. */
  readonly coveredUntil?: string;
  readonly assignee?: PersonView;
  readonly trouble?: ProblemView;
};
/** What the app says of its own life. */
export type HealthCode = `health.${
  | 'discrepancies'
  | 'events-missing'
  | 'recounted'
  | 'refused-fields'
  | 'unlinked'
  | 'quiet'
  | 'issues-hidden'
  | 'missed'
  | 'no-resubmit'
  | 'storage-unsafe'
  | 'storage-untested'
  | 'set-up'
  | 'short'
  | 'stopped'
  | 'silent'
  | 'troubled'
  | 'unreadable'
  | 'vacancies'
  | 'well'}`;
export type HealthItem = {
  readonly code: HealthCode;
  readonly tone: Tone;
  readonly title: string;
  readonly remedy: string;
  readonly since?: string;
};
export type Figures = {
  readonly lastTickAt?: string;
  /** What an earlier version of the app stored is not all counted yet. */
  readonly isCounting: boolean;
  readonly needsYou: number;
  readonly moving: number;
  readonly deliveredLast30Days: number;
  /** Calls to DATEV of the last thirty days; DATEV wants few GETs per transmission and less than a tenth of errors. */
  readonly datev: {
    readonly gets: number;
    readonly writes: number;
    readonly errors: number;
    readonly sent: number;
  };
};

export type Choice = { readonly id: string; readonly name: string; readonly key?: string };
/** `jira.statuses`: every status of the workflows of some issue types in this project, each once. */
export type StatusChoice = Choice & {
  readonly category: 'new' | 'indeterminate' | 'done' /** Can an issue get there from a new one? */;
  readonly reachable: boolean;
};
/** `jira.fields`: what the create screen knows. */
export type FieldChoice = Choice & {
  readonly required: boolean;
  readonly mappable: boolean;
  readonly type: string;
  readonly allowed?: readonly Choice[];
};
/** `datev.mandanten`. */
export type MandantChoice = {
  readonly id: string;
  readonly name: string;
  readonly service: boolean;
  readonly watched: boolean;
};
/** `mandant.look-back`; `issues`: how many of the failed ones nobody here knows of. */
export type LookBack = { readonly jobs: number; readonly failed: number; readonly issues: number };
