/**
 * The form of one column of a DATEV file.
 *
 * `text` always in quotation marks, even when empty · `amount` and `number` with a decimal comma, never quoted ·
 * `account` digits · `day4` TTMM, its year follows from the header's WJ-Beginn · `day8` TTMMJJJJ · `reserved` stays empty.
 */
type FieldKind = 'text' | 'amount' | 'number' | 'account' | 'day4' | 'day8' | 'reserved';

export type Field = {
  /** DATEV's column number, from 1. */
  readonly nr: number;
  /** DATEV's own column name, letter for letter as in the second line of a file. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Characters of a text, digits of a number before the comma. */
  readonly length: number;
  /** Digits after the comma at most; an amount has exactly two. */
  readonly decimals: number;
  readonly isQuoted: boolean;
  /** A text that may also stand without quotation marks, because DATEV's documents contradict each other. */
  readonly mayBeBare?: true;
  /** A number or a day that may also stand in quotation marks, for the same reason. */
  readonly mayBeQuoted?: true;
  /** Other names of the column in DATEV's documents and in programs written after them. */
  readonly otherLabels?: readonly string[];
  readonly isRequired: boolean;
  /** A zero is not allowed where the column is filled at all. */
  readonly isNeverZero: boolean;
  /** The only values allowed, where DATEV lists them. */
  readonly values?: readonly string[];
  /** Which characters a text may have, where DATEV restricts them. */
  readonly letters?: Letters;
};

/**
 * `belegfeld` A-Z a-z 0-9 and `$ & % * + - / _` · `word` letters, digits, `_` · `digits` · `capitals` A-Z ·
 * `kost` letters, digits, `_`, blank · `iban`, `bic` after ISO 13616 and ISO 9362.
 */
export type Letters = 'belegfeld' | 'word' | 'digits' | 'capitals' | 'kost' | 'iban' | 'bic';

export type FieldForm = Omit<Field, 'nr'>;
type Extra = {
  readonly isRequired?: true;
  readonly isNeverZero?: true;
  readonly values?: readonly string[];
  readonly letters?: Letters;
  /** DATEV's sample leaves this text without quotation marks when it is empty. */
  readonly isBare?: true;
  readonly mayBeBare?: true;
  readonly mayBeQuoted?: true;
  readonly otherLabels?: readonly string[];
};

type Head = { readonly label: string; readonly kind: FieldKind };

function form({ label, kind }: Head, size: readonly [number, number], extra: Extra = {}): FieldForm {
  const { isBare, isRequired = false, isNeverZero = false, ...rest } = extra;
  return {
    label,
    kind,
    length: size[0],
    decimals: size[1],
    isQuoted: (kind === 'text' || kind === 'reserved') && isBare !== true,
    isRequired,
    isNeverZero,
    ...rest,
  };
}

/** A text of at most `length` characters. */
export function text(label: string, length: number, extra?: Extra): FieldForm {
  return form({ label, kind: 'text' }, [length, 0], extra);
}
/** An amount: `digits` before the comma, two after it. */
export function amount(label: string, digits: number, extra?: Extra): FieldForm {
  return form({ label, kind: 'amount' }, [digits, 2], extra);
}
/** A number; `size` = digits before the comma, digits after it at most. */
export function number(label: string, size: readonly [number, number], extra?: Extra): FieldForm {
  return form({ label, kind: 'number' }, size, extra);
}
/** One of a few whole numbers. */
export function choice(label: string, values: readonly string[]): FieldForm {
  return form({ label, kind: 'number' }, [Math.max(...values.map((value) => value.length)), 0], { values });
}
/** An account number of at most `digits` digits. */
export function account(label: string, digits: number, extra?: Extra): FieldForm {
  return form({ label, kind: 'account' }, [digits, 0], extra);
}
/** A day with its year, TTMMJJJJ. */
export function day(label: string, extra?: Extra): FieldForm {
  return form({ label, kind: 'day8' }, [8, 0], extra);
}
/** A day without its year, TTMM. */
export function dayOfYear(label: string, extra?: Extra): FieldForm {
  return form({ label, kind: 'day4' }, [4, 0], extra);
}
/** A column that DATEV keeps for itself. */
export function reserved(label: string, extra?: Extra): FieldForm {
  return form({ label, kind: 'reserved' }, [0, 0], extra);
}

/** Numbers the forms from 1. */
export function numbered(forms: readonly FieldForm[]): readonly Field[] {
  return forms.map((one, index) => ({ nr: index + 1, ...one }));
}

/** The numbers from `first` (1) to `last`. */
export function upTo(last: number, first = 1): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
