import { KEY_OF_RATE } from '../extf/tax-key';
import { isAccount } from './fill';
import type { Target } from './mapping';
import { labelWords } from './similar';

/** What a value of the source could become; `name`: of the account. A guess for a person to look over. */
type ValueGuess = { readonly value: string; readonly rate?: string; readonly name?: string };
type Named = { readonly number: string; readonly name: string };

/** Guesses the entries of the value table of one target; `undefined` where only a person knows. */
export function valueGuesser(
  target: Target,
  accounts: readonly Named[],
): (value: string) => ValueGuess | undefined {
  if (target === 'taxKey') return taxGuess;
  return isAccount(target) ? accountGuesser(accounts) : () => undefined;
}

/** The only account that is called so. */
function accountGuesser(accounts: readonly Named[]): (value: string) => ValueGuess | undefined {
  const byName = new Map<string, Named | undefined>();
  for (const account of accounts) {
    const words = labelWords(account.name);
    // Two of one name, or none at all: nobody but a person knows which is meant.
    byName.set(words, words === '' || byName.has(words) ? undefined : account);
  }
  return (value) => {
    const found = byName.get(labelWords(value));
    return found === undefined ? undefined : { value: found.number, name: found.name };
  };
}

const INPUT = /\b(?:vst|vorsteuer|input)\b/;
const OUTPUT = /\b(?:ust|umsatzsteuer|mwst|mehrwertsteuer|output|sales)\b/;
const FREE = /\b(?:steuerfrei|steuerfreie?r?|tax free|exempt|ohne (?:steuer|ust|vst|mwst))\b/;

function taxGuess(value: string): ValueGuess | undefined {
  const words = labelWords(value);
  if (FREE.test(words)) return { value: '', rate: '0' };
  const [, rate] = /(?:^|\D)(19|7)(?:[.,]0+)?\s*(?:%|$|prozent|percent)/i.exec(value.trim()) ?? [];
  const [isInput, isOutput] = [INPUT.test(words), OUTPUT.test(words)];
  if ((rate !== '19' && rate !== '7') || isInput === isOutput) return undefined;
  return { value: KEY_OF_RATE[isInput ? 'input' : 'output'][rate], rate };
}
