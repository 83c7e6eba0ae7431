import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './sources';

type Index = string | { readonly name: string };
type Text = string | { readonly i18n: string };
type Module = {
  readonly key: string;
  readonly function?: string;
  readonly handler?: string;
  readonly queue?: string;
  readonly resource?: string;
  readonly render?: string;
  readonly edit?: { readonly resource: string; readonly render?: string };
  readonly title?: Text;
  readonly label?: Text;
  readonly name?: Text;
  readonly description?: Text;
  readonly resolver?: { readonly function: string };
  readonly config?: { readonly resource?: string };
  /** Of an action, and of whoever offers actions. */
  readonly inputs?: Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly type: string }>>;
  readonly actions?: readonly string[];
  readonly actionVerb?: string;
};

/** What these tests read of manifest.yml. */
export type Manifest = {
  readonly app: {
    readonly storage: {
      readonly entities: readonly { readonly name: string; readonly indexes: readonly Index[] }[];
    };
  };
  readonly permissions: {
    readonly scopes: readonly string[];
    readonly external: { readonly fetch: { readonly backend: readonly { readonly address: string }[] } };
  };
  readonly modules: Readonly<Record<string, readonly Module[]>>;
  readonly resources: readonly { readonly key: string; readonly path: string }[];
};

export function readManifest(): Manifest {
  return parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8')) as Manifest;
}

/** All modules, functions among them. */
export function modulesOf(manifest: Manifest): readonly (Module & { readonly kind: string })[] {
  return Object.entries(manifest.modules).flatMap(([kind, modules]) =>
    modules.map((module) => ({ ...module, kind })),
  );
}
