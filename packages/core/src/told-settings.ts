import type { Severity } from '@refint/rule';
import type { RuleLevel } from './input.ts';

/** Where a setting comes from. Lines count from 1 and are left out where a program puts a setting together. */
export type SettingOrigin =
  /** Nobody says it. */
  | { readonly kind: 'default' }
  /** The preset that a rule belongs to. */
  | { readonly kind: 'preset'; readonly preset: 'recommended' | 'strict' }
  /** The configuration itself, a file that it extends, or what a package holds. */
  | { readonly kind: 'config' | 'extends' | 'package'; readonly file: string; readonly line?: number | undefined }
  | {
      readonly kind: 'override';
      readonly file: string;
      readonly line?: number | undefined;
      /** Which of the overrides of its file it is, from 0. */
      readonly at: number;
    }
  /** An option of the command, which wins over every file. */
  | { readonly kind: 'flag'; readonly flag: string };

/** A file that settings are made of. */
export interface ToldFile {
  readonly file: string;
  readonly as: 'config' | 'extends' | 'package';
  /** How the file that extends it calls it. */
  readonly name?: string | undefined;
  readonly by?: SettingOrigin | undefined;
}

/** One setting that is not about a rule: `tenancy`, `deletes[0]`, `targets.skipped`. */
export interface ToldValue {
  readonly key: string;
  /** As it is written; `null` for none. */
  readonly value: unknown;
  readonly from: SettingOrigin;
}

export interface ToldOption {
  readonly name: string;
  readonly value: unknown;
  readonly from: SettingOrigin;
}

export interface ToldRule {
  readonly id: string;
  readonly level: RuleLevel;
  readonly from: SettingOrigin;
  /** What its findings have that name no severity of their own; nothing where it is off. */
  readonly severity?: Severity | undefined;
  readonly options: readonly ToldOption[];
  /**
   * What holds instead for what is about some tables, told only for a file: the last one that matches decides the level, and of
   * those that have options the last one decides these.
   */
  readonly forTables: readonly {
    readonly tables: readonly string[];
    /** Nothing where a later override decides it for all tables, and only the options are of this one. */
    readonly level?: RuleLevel | undefined;
    readonly from: SettingOrigin;
    readonly options: readonly ToldOption[];
  }[];
}

/** An override, as it is written. */
export interface ToldOverride {
  readonly files?: readonly string[] | undefined;
  readonly tables?: readonly string[] | undefined;
  readonly rules: readonly string[];
  readonly from: SettingOrigin;
}

/** Settings, each with where it comes from. */
export interface ToldSettings {
  /** The file that they are told for; nothing for a whole folder. */
  readonly for?: { readonly file: string; readonly isRead: boolean } | undefined;
  /** The files that they are made of, those first that win. */
  readonly files: readonly ToldFile[];
  readonly values: readonly ToldValue[];
  readonly rules: readonly ToldRule[];
  /** All of them, or for a file those that may hold for it. The last one that matches decides. */
  readonly overrides: readonly ToldOverride[];
  readonly notes: readonly string[];
}
