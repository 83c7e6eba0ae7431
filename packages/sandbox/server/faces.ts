import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the server reads of manifest.yml. The Forge host reads the rest. */
export type FacesManifest = {
  readonly app: { readonly id: string };
  readonly permissions: {
    readonly scopes: readonly string[];
    readonly content?: Readonly<Record<string, readonly string[]>>;
    readonly external?: {
      readonly fetch?: { readonly backend?: readonly Address[]; readonly client?: readonly Address[] };
      readonly [key: string]: unknown;
    };
  };
  readonly modules: Readonly<Record<string, readonly ManifestModule[]>>;
  readonly resources: readonly { readonly key: string; readonly path: string }[];
};
type Address = string | { readonly address: string };
export type ManifestModule = {
  readonly key: string;
  readonly title?: string;
  readonly name?: string;
  readonly label?: string;
  readonly resource?: string;
  readonly icon?: string;
  readonly displayConditions?: unknown;
  readonly viewportSize?: string;
};

/** Module types with a page of their own, in the words of the bridge's `extension.type`. */
export const FACE_TYPES = [
  'jira:issuePanel',
  'jira:issueContext',
  'jira:adminPage',
  'jira:globalPage',
] as const;
export type FaceType = (typeof FACE_TYPES)[number];
export type Face = ManifestModule & { readonly type: FaceType; readonly resource: string };

export function readFacesManifest(root: string): FacesManifest {
  return parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as FacesManifest;
}

/** Every module that shows Custom UI. */
export function facesOf(manifest: FacesManifest): readonly Face[] {
  return FACE_TYPES.flatMap((type) =>
    (manifest.modules[type] ?? []).flatMap((module) =>
      module.resource === undefined ? [] : [{ ...module, type, resource: module.resource }],
    ),
  );
}
