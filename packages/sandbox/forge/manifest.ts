/** The parts of `manifest.yml` that the platform acts on. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type FunctionModule = {
  readonly key: string;
  readonly handler: string;
  readonly timeoutSeconds?: number;
  readonly runtime?: Runtime;
};
type Runtime = { readonly memoryMB?: number };
export type EventFilter = {
  readonly ignoreSelf?: boolean;
  readonly expression?: string;
  readonly onError?: string;
};
export type TriggerModule = {
  readonly key: string;
  readonly function: string;
  readonly events: readonly (string | { readonly eventType: string; readonly filter?: EventFilter })[];
  readonly filter?: EventFilter;
};
export type ScheduledTriggerModule = {
  readonly key: string;
  readonly function: string;
  readonly interval: 'fiveMinute' | 'hour' | 'day' | 'week';
};
export type ConsumerModule = { readonly key: string; readonly queue: string; readonly function: string };
export type WebtriggerModule = {
  readonly key: string;
  readonly function: string;
  readonly response?: {
    readonly type: 'static' | 'dynamic';
    readonly outputs?: readonly {
      readonly key: string;
      readonly statusCode: number;
      readonly contentType?: string;
      readonly body?: string;
    }[];
  };
};
type ActionValue = { readonly type: string; readonly required?: boolean; readonly nullable?: boolean };
export type ActionModule = {
  readonly key: string;
  readonly name?: string;
  readonly function: string;
  readonly actionVerb?: string;
  readonly config?: { readonly resource?: string };
  readonly inputs?: Readonly<Record<string, ActionValue>>;
  readonly outputs?: Readonly<Record<string, ActionValue>>;
};
export type ValidatorModule = {
  readonly key: string;
  readonly function?: string;
  readonly name?: unknown;
  readonly projectTypes?: readonly string[];
};
export type AttributeType = 'string' | 'boolean' | 'integer' | 'float' | 'any';
export type EntityIndex =
  | string
  | { readonly name: string; readonly range?: readonly string[]; readonly partition?: readonly string[] };
export type EntityDeclaration = {
  readonly name: string;
  readonly attributes: Readonly<
    Record<string, { readonly type: AttributeType; readonly required?: boolean }>
  >;
  readonly indexes?: readonly EntityIndex[];
};
type Address = string | { readonly address?: string; readonly remote?: string };
type AnyModule = { readonly key: string; readonly resolver?: { readonly function: string } };

export type Manifest = {
  readonly app: {
    readonly id: string;
    readonly runtime?: Runtime;
    readonly storage?: { readonly entities?: readonly EntityDeclaration[] };
  };
  readonly permissions?: {
    readonly scopes?: readonly string[] | Readonly<Record<string, unknown>>;
    readonly external?: {
      readonly configurable?: { readonly enabled?: boolean };
      readonly fetch?: { readonly backend?: readonly Address[]; readonly client?: readonly Address[] };
    };
  };
  readonly remotes?: readonly { readonly key: string; readonly baseUrl?: string }[];
  readonly modules: Readonly<Record<string, readonly AnyModule[]>> & {
    readonly function?: readonly FunctionModule[];
    readonly trigger?: readonly TriggerModule[];
    readonly scheduledTrigger?: readonly ScheduledTriggerModule[];
    readonly consumer?: readonly ConsumerModule[];
    readonly webtrigger?: readonly WebtriggerModule[];
    readonly action?: readonly ActionModule[];
    readonly 'jira:workflowValidator'?: readonly ValidatorModule[];
    readonly 'automation:actionProvider'?: readonly {
      readonly key: string;
      readonly actions?: readonly string[];
    }[];
  };
};

/** By path and text: hundreds of worlds begin with the same manifest, and nobody changes one that was read. */
const READ = new Map<string, { readonly text: string; readonly manifest: Manifest }>();

/** Reads a manifest from a path. It is taken as valid: Forge's own linter judges it elsewhere. */
export function readManifest(path: string): Manifest {
  const text = readFileSync(path, 'utf8');
  const before = READ.get(path);
  if (before?.text === text) return before.manifest;
  const manifest = parse(text) as Manifest;
  READ.set(path, { text, manifest });
  return manifest;
}

/** What a function has of memory: its own, or the app's, or Forge's default (Forge: manifest, app). */
export function memoryMb({ app, modules }: Manifest, functionKey: string): number {
  const own = modules.function?.find(({ key }) => key === functionKey)?.runtime;
  return own?.memoryMB ?? app.runtime?.memoryMB ?? 512;
}

/** Scopes as a list; Forge also admits a map from scope to options. */
export function scopesOf(manifest: Manifest): readonly string[] {
  const scopes = manifest.permissions?.scopes ?? [];
  return Array.isArray(scopes) ? (scopes as readonly string[]) : Object.keys(scopes);
}

/** Declared backend addresses, remotes resolved. */
export function backendAddresses(manifest: Manifest): readonly string[] {
  const entries = manifest.permissions?.external?.fetch?.backend ?? [];
  return entries.flatMap((entry) => {
    if (typeof entry === 'string') return [entry];
    if (entry.address) return [entry.address];
    const remote = manifest.remotes?.find((candidate) => candidate.key === entry.remote);
    return remote?.baseUrl ? [remote.baseUrl] : [];
  });
}

/** The module of this key that has a resolver, with its type. */
export function resolverModule(
  manifest: Manifest,
  key: string,
): { readonly type: string; readonly functionKey: string } | undefined {
  for (const [type, modules] of Object.entries(manifest.modules)) {
    const found = (modules as readonly AnyModule[]).find((module) => module.key === key);
    if (found?.resolver) return { type, functionKey: found.resolver.function };
  }
  return undefined;
}

/**
 * Seconds a function may run (Forge: platform limits): 25, web triggers and actions 55; `timeoutSeconds` counts only if nothing but consumers
 * and scheduled triggers use the function (Forge: consumers), whose default is 55.
 */
export function timeLimitSeconds(manifest: Manifest, functionKey: string): number {
  const known = LIMITS.get(manifest) ?? new Map<string, number>();
  LIMITS.set(manifest, known);
  const limit = known.get(functionKey) ?? limitOf(manifest, functionKey);
  known.set(functionKey, limit);
  return limit;
}

/** Asked at each invocation; nobody changes a manifest that was read. */
const LIMITS = new WeakMap<Manifest, Map<string, number>>();

function limitOf(manifest: Manifest, functionKey: string): number {
  const declared = manifest.modules.function?.find((module) => module.key === functionKey)?.timeoutSeconds;
  const users = usersOf(manifest, functionKey);
  const longRunning =
    users.length > 0 && users.every((type) => type === 'consumer' || type === 'scheduledTrigger');
  if (longRunning) return Math.min(declared ?? 55, 900);
  const most = users.includes('webtrigger') || users.includes('action') ? 55 : 25;
  return Math.min(declared ?? most, most);
}

function usersOf(manifest: Manifest, functionKey: string): readonly string[] {
  return Object.entries(manifest.modules).flatMap(([type, modules]) =>
    (modules as readonly (AnyModule & { readonly function?: unknown })[])
      .filter(
        (module) =>
          type !== 'function' &&
          (module.function === functionKey || module.resolver?.function === functionKey),
      )
      .map((module) => (module.function === functionKey ? type : `${type} resolver`)),
  );
}
