/**
 * What the fake Jira stores. Everything is plain JSON, so that one `structuredClone` is a snapshot.
 * Stored issues are never edited in place: a change puts a new object into `issues`, the search index may keep the old one.
 */
export type AccountId = string;

export type SiteUser = {
  readonly accountId: AccountId;
  readonly accountType: 'atlassian' | 'app';
  readonly displayName: string;
  readonly active: boolean;
  readonly timeZone: string;
  readonly locale: string;
  readonly email?: string;
  readonly groups: readonly string[];
};
export type SiteGroup = { readonly groupId: string; readonly name: string };
export type CategoryKey = 'new' | 'indeterminate' | 'done';
export type SiteStatus = {
  readonly id: string;
  readonly name: string;
  readonly category: CategoryKey;
  /** Team-managed statuses belong to one project. */
  readonly projectId?: string;
};
export type SiteType = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly projectId?: string;
};
export type SiteTransition = {
  readonly id: string;
  readonly name: string;
  readonly from: readonly string[] | 'any';
  readonly to: string;
  readonly screen?: readonly { readonly fieldId: string; readonly required: boolean }[];
  /** Keys of the app's `jira:workflowValidator` modules that somebody put there. */
  readonly validators?: readonly string[];
};
export type SiteWorkflow = {
  readonly id: string;
  readonly initial: string;
  readonly statusIds: readonly string[];
  readonly transitions: readonly SiteTransition[];
};
/** `forge` is a field of a Forge app: only the app itself writes it. `fixed` fields cannot be set by anybody. */
export type FieldKind =
  | 'summary'
  | 'string'
  | 'richtext'
  | 'number'
  | 'option'
  | 'labels'
  | 'date'
  | 'user'
  | 'priority'
  | 'security'
  | 'forge'
  | 'fixed';
export type SiteField = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: FieldKind;
  readonly custom?: string;
  readonly options?: readonly { readonly id: string; readonly value: string }[];
  readonly projectId?: string;
  readonly moduleKey?: string;
};
export type ProjectType = {
  readonly typeId: string;
  readonly workflowId: string;
  readonly createScreen: readonly string[];
  readonly editScreen: readonly string[];
  readonly required: readonly string[];
};
export type SiteProject = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly style: 'classic' | 'next-gen';
  readonly leadId: AccountId;
  readonly types: readonly ProjectType[];
  readonly levelIds: readonly string[];
  /** By permission key: account ids, `group:<groupId>`. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  /** Set by tests; wins over `grants`. By permission key, then account id or `group:<groupId>`. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
};
export type SecurityLevel = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly string[];
};
export type SiteApp = {
  readonly appId: string;
  readonly envId: string;
  readonly accountId: AccountId;
  readonly properties: readonly {
    readonly propertyKey: string;
    readonly path: string;
    readonly type: PropertyType;
    readonly alias?: string;
  }[];
};
export type Site = {
  readonly baseUrl: string;
  readonly app: SiteApp;
  readonly users: readonly SiteUser[];
  readonly groups: readonly SiteGroup[];
  readonly globalGrants: Readonly<Record<string, readonly string[]>>;
  readonly projects: readonly SiteProject[];
  readonly statuses: readonly SiteStatus[];
  readonly types: readonly SiteType[];
  readonly workflows: readonly SiteWorkflow[];
  readonly fields: readonly SiteField[];
  readonly levels: readonly SecurityLevel[];
  readonly priorities: readonly {
    readonly id: string;
    readonly name: string;
    readonly statusColor: string;
  }[];
  readonly linkTypes: readonly {
    readonly id: string;
    readonly name: string;
    readonly inward: string;
    readonly outward: string;
  }[];
  /** First numbers of what is created later. */
  readonly firstIds: {
    readonly issue: number;
    readonly history: number;
    readonly comment: number;
    readonly attachment: number;
    readonly link: number;
  };
  /** The vendor's document allows 400 and 403 when somebody may see a project but not create in it. */
  readonly createRefusal: 400 | 403;
};

export type ChangeItem = {
  readonly field: string;
  readonly fieldId: string;
  readonly fieldtype: 'jira' | 'custom';
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
};
export type History = {
  readonly id: string;
  readonly authorId: AccountId;
  readonly at: number;
  readonly items: readonly ChangeItem[];
};
export type StoredComment = {
  readonly id: string;
  readonly authorId: AccountId;
  readonly updateAuthorId: AccountId;
  readonly body: unknown;
  readonly created: number;
  readonly updated: number;
  readonly properties: Readonly<Record<string, unknown>>;
};
export type StoredAttachment = {
  readonly id: string;
  readonly filename: string;
  readonly mimeType: string;
  readonly size: number;
  readonly authorId: AccountId;
  readonly created: number;
};
export type StoredIssue = {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly typeId: string;
  readonly statusId: string;
  readonly creatorId: AccountId;
  readonly created: number;
  readonly updated: number;
  readonly categoryChanged: number;
  readonly resolvedAt: number | null;
  /** By field id: ids for users, options, priorities and levels; ADF for rich text. Absent = empty. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Oldest first. */
  readonly histories: readonly History[];
  readonly comments: readonly StoredComment[];
  readonly attachments: readonly StoredAttachment[];
  readonly version: number;
};
export type StoredLink = {
  readonly id: string;
  readonly typeId: string;
  readonly inward: string;
  readonly outward: string;
};

export type StoredFilter = {
  readonly id: string;
  readonly ownerId: AccountId;
  readonly name: string;
  readonly jql: string;
  readonly description: string;
  readonly shares: readonly { readonly type: 'loggedin' | 'project'; readonly projectId?: string }[];
};

/** What one person gets about an issue (`notify`). */
export type SentMail = Readonly<
  Record<'issue' | 'to' | 'subject' | 'text' | 'html', string> & { at: number }
>;

export type State = {
  site: Site;
  issues: Record<string, StoredIssue>;
  /** Numbers used per project key, never given twice. */
  numbers: Record<string, number>;
  next: { issue: number; history: number; comment: number; attachment: number; link: number };
  links: StoredLink[];
  /** Saved searches of people; absent in states that were kept before there were any. */
  filters?: readonly StoredFilter[];
  /** Mails that it was asked to send; absent as above. */
  mails?: readonly SentMail[];
  /** Attachment bytes as base64, by attachment id. */
  files: Record<string, string>;
  /** What the search index knows; `pending` becomes visible at its time. `null` = deleted. */
  index: Record<string, { version: number; doc: StoredIssue | null }>;
  pending: { at: number; id: string; version: number; doc: StoredIssue | null }[];
  /** Fixed lag in ms; absent = 3–20 s by chance. */
  lagMs?: number;
  buckets: Record<string, { tokens: number; at: number }>;
  writes: Record<string, number[]>;
  points: { hour: number; used: number; limit: number };
  /** Issue id → how many of the next writes answer 409. */
  conflicts: Record<string, number>;
  notFaked: string[];
};

/** Types by which Jira indexes a member of an entity property (Forge: `jira:entityProperty`). */
export type PropertyType = 'string' | 'text' | 'number' | 'date' | 'user';
