/** What the check of a file says: fetched with what shows it. */
export const FINDING_ROOMS = ['findings', 'extf-file', 'extf-rows', 'dxso'] as const;

/** What the correcting of a file says besides. */
export const MEND_ROOMS = [...FINDING_ROOMS, 'page-mend'] as const;

/** What the sections of the admin page say besides what its overview says: fetched with them. */
export const SECTION_ROOMS = ['page-looker', 'page-changes', 'page-cross-check', 'lands'] as const;

/** What the cross-check says: fetched with it. */
export const CROSS_CHECK_ROOMS = ['page-cross-check'] as const;

/** What the editor of a pipeline says: fetched with it. */
export const EDITOR_ROOMS = ['page-editor', 'page-mapping', 'lands'] as const;

/** What a run says besides its issue: fetched where the issue is one. */
export const RUN_ROOMS = ['page-pipelines', 'page-changes', 'targets'] as const;

/** The rooms of `locales/` that a face says something of; test/wiring/texts holds them against what it imports. */
export const FACE_ROOMS = {
  admin: ['page', 'page-admin'],
  desk: [
    ...['page', 'page-desk', 'page-submissions', 'page-changes'],
    ...['page-pipelines', 'page-runs', 'targets'],
  ],
  panel: ['page', 'page-submissions', 'page-runs'],
  automation: ['page', 'page-automation'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A page that Jira shows: a resource of the manifest, `static/<name>.html`. */
export type FaceName = keyof typeof FACE_ROOMS;
