import type { PlainWord } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';

/** A rule of the routing, and how a part of it is set; a member without a value is taken away. */
export type Rule = NonNullable<Settings['routing']>['rules'][number];
export type SetRule = (part: { readonly [K in keyof Rule]?: Rule[K] | undefined }) => void;

/** The classes of causes, in words. */
export const CLASSES = {
  datev: 'classDatev',
  check: 'classCheck',
  technical: 'classTechnical',
  approval: 'classApproval',
  run: 'classRun',
} as const satisfies Readonly<Record<NonNullable<Rule['class']>, PlainWord>>;
