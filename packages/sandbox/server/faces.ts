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
  readonly translations?: {
    readonly resources: readonly { readonly key: string; readonly path: string }[];
    readonly fallback: { readonly default: string };
  };
};
/** A title as it is, or the key of one in the files of `translations`. */
export type ManifestText = string | { readonly i18n: string };
type Address = string | { readonly address: string };
export type ManifestModule = {
  readonly key: string;
  readonly title?: ManifestText;
  readonly name?: ManifestText;
  readonly label?: ManifestText;
  readonly resource?: string;
  /** `native`: drawn of UI Kit's parts. */
  readonly render?: string;
  readonly icon?: string;
  readonly displayConditions?: unknown;
  readonly viewportSize?: string;
  /** Of an action: the form with which Automation configures it. */
  readonly config?: { readonly resource?: string };
};

/** Module types with a page of their own, in the words of the bridge's `extension.type`. */
export const FACE_TYPES = [
  'jira:issuePanel',
  'jira:issueContext',
  'jira:adminPage',
  'jira:globalPage',
  'action',
  'dashboards:widget',
] as const;
export type FaceType = (typeof FACE_TYPES)[number];
export type Face = ManifestModule & { readonly type: FaceType; readonly resource: string };

export function readFacesManifest(root: string): FacesManifest {
  return parse(readFileSync(join(root, 'manifest.yml'), 'utf8')) as FacesManifest;
}

/** Every module that shows Custom UI. */
export function facesOf(manifest: FacesManifest): readonly Face[] {
  return FACE_TYPES.flatMap((type) =>
    (manifest.modules[type] ?? []).flatMap((module) => {
      const resource = module.resource ?? module.config?.resource;
      return resource === undefined ? [] : [{ ...module, type, resource }];
    }),
  );
}

/** A text of the manifest in a person's language; in the fallback where that one has no file. */
export function textIn(
  text: ManifestText,
  locale: string,
  { manifest, root }: { readonly manifest: FacesManifest; readonly root: string },
): string {
  if (typeof text === 'string') return text;
  const { resources = [], fallback } = manifest.translations ?? {};
  for (const key of [locale, fallback?.default]) {
    const path = resources.find((resource) => resource.key === key)?.path;
    const texts = path === undefined ? {} : (JSON.parse(readFileSync(join(root, path), 'utf8')) as Texts);
    if (texts[text.i18n] !== undefined) return texts[text.i18n] ?? '';
  }
  return text.i18n;
}
type Texts = Readonly<Record<string, string>>;
