import { TARGETS, type Target } from '../../../src/mapping/mapping';
import { say } from '../../../src/texts/say';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import type { Path } from './rebase';

type TargetOrSide = Target | 'side';
type Named = TargetOrSide | 'net';

/** How people call a target of a booking line, and Looker's net amount beside it. */
export function useTargets(): (target: Named) => string {
  const [t, lang] = [useWords(), useLang()];
  return (target) => (target === 'net' ? t('netAmount') : say(`target.${target}`, lang));
}

/** How people call a part of a pipeline. */
export function usePlaces(): (path: Path) => string {
  const t = useWords();
  const targetWord = useTargets();
  return (path) => (isTarget(path) ? targetWord(path) : t(PLACE_WORDS[path]));
}

function isTarget(path: Path): path is Extract<Path, TargetOrSide> {
  return path === 'side' || TARGETS.some((target) => target === path);
}

const PLACE_WORDS: Readonly<Record<Exclude<Path, TargetOrSide>, PlainWord>> = {
  name: 'pipelineName',
  mandant: 'mandant',
  connection: 'lookerConnection',
  isActive: 'isActive',
  source: 'partSource',
  reading: 'partReading',
  periodField: 'periodField',
  timezone: 'lookerZone',
  unit: 'periodUnit',
  schedule: 'partCalendar',
  output: 'partOutput',
  documents: 'partDocuments',
  guard: 'partGuard',
  needsApproval: 'needsApproval',
  deliverWithin: 'deliverWithin',
  amountIs: 'amountIs',
  zeroLines: 'zeroLines',
};
