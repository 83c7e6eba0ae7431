/** What the shell in the browser and the server say to each other, besides the fakes' own interfaces. */
export type ShellConfig = {
  readonly facesOrigin: string;
  readonly cloudId: string;
  readonly scopes: readonly string[];
  readonly environmentType: string;
  readonly environmentId: string;
  readonly faces: readonly ShellFace[];
  /** What the app's own fields are called, by the key of their module. */
  readonly fieldNames: Readonly<Record<string, string>>;
  readonly people: readonly ShellPerson[];
  readonly project: string;
  /** Real milliseconds a caption of the story stands. */
  readonly storyPace: number;
};
export type ShellFace = {
  readonly type:
    | 'jira:issuePanel'
    | 'jira:issueContext'
    | 'jira:adminPage'
    | 'jira:globalPage'
    | 'action'
    | 'dashboards:widget';
  readonly key: string;
  readonly title: string;
  readonly label?: string;
  readonly url: string;
  readonly localId: string;
  readonly displayConditions?: unknown;
};
export type ShellPerson = {
  readonly accountId: string;
  readonly name: string;
  readonly role: 'admin' | 'firm-lead' | 'accountant' | 'outsider';
};

/** `GET /_sandbox/automation`. */
export type AutomationState = {
  readonly rules: readonly {
    readonly id: string;
    readonly name: string;
    readonly action: string;
    readonly connection: string;
    readonly inputs: Readonly<Record<string, string>>;
  }[];
  readonly log: readonly {
    readonly at: number;
    readonly rule: string;
    readonly is: 'done' | 'stopped' | 'failed';
    readonly messages: readonly string[];
    readonly outputs: Readonly<Record<string, string>>;
  }[];
};

/** `GET /_shell/state`, asked every two seconds. */
export type ShellState = {
  readonly now: number;
  readonly frozen: boolean;
  /** `<issue id>/<module key>` of panels somebody added with "Apps". */
  readonly panels: readonly string[];
  readonly showcase: ShowcaseView;
  /** Faults that still wait to strike. */
  readonly faults: number;
  /** The story is to be told to the first page that looks (`--demo`). */
  readonly demo: boolean;
};
/** The example firm: not wanted, or begun from and gone; being made; what is here now. */
export type ShowcaseView =
  | { readonly is: 'none' | 'here' }
  | { readonly is: 'making'; readonly done: number; readonly of: number };

/** `POST /_shell/invoke`: a face calls its resolver. */
export type InvokeRequest = {
  readonly moduleKey: string;
  readonly accountId: string;
  readonly functionKey: string;
  readonly payload?: unknown;
  readonly context: Readonly<Record<string, unknown>>;
};
export type InvokeAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };

/** `POST /_shell/egress-set`: `permissions.egress.set` of a face. */
export type EgressOrder = {
  readonly accountId: string;
  readonly egresses: readonly {
    readonly key: string;
    readonly description: string;
    readonly configured: readonly { readonly domain: string; readonly type: readonly string[] }[];
  }[];
  /** The person agreed to the hosts that are new. */
  readonly consented?: boolean;
};
export type EgressAnswer =
  | { readonly results: EgressOrder['egresses'] }
  /** Hosts nobody agreed to yet. */
  | { readonly consent: readonly string[] }
  | { readonly status: 400 | 403 | 422; readonly error: string };

/** `POST /_shell/fetch-product`, as `@forge/bridge` words it. */
export type FetchProductRequest = {
  readonly accountId: string;
  readonly product: string;
  readonly restPath: string;
  readonly fetchRequestInit: {
    readonly method?: string;
    readonly headers?: readonly (readonly [string, string])[];
    readonly body?: string | null;
  };
  readonly isMultipartFormData?: boolean;
};
export type FetchProductAnswer = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isAttachment: boolean;
};

/** One face on a shell page that wants to hear a realtime channel; the rest is the bridge's own order. */
export type SubscribeOrder = { readonly page: string; readonly subscription: string };
/** What was published on it. */
export type Heard = { readonly subscription: string; readonly payload: unknown };
