import type { Group } from './conditions.ts';
import { ANY_DASH, type Literal } from './literal.ts';

/**
 * A guess at how often a literal occurs in its field, from 0 to 1. Only speed depends on it: the rarest of a rule's
 * necessary conditions decides when the rule is looked at.
 */
export function likelihood({ text, placement }: Literal): number {
  const isUsual = usualTexts.some(usual => usual.includes(text));
  if (placement === 'equal') return text.length <= 5 || isUsual ? 0.03 : 0.003;
  const places = placement === 'contains' ? TYPICAL_LENGTH : 1;
  let chance = places;
  for (const character of text) chance *= frequency(character);
  return Math.min(1, Math.max(chance, isUsual ? USUAL : RARE));
}

/** How likely a field that some rule asks for is there at all. */
export const PRESENCE = 0.6;

/**
 * Is a group cheap to look for? Whole texts and what stands at an end cost one look, long literals a look at every few
 * places; short ones anywhere inside cost a look at every place of every text.
 */
export function isCheap({ literals }: Group): boolean {
  return literals.every(({ text, placement }) => placement !== 'contains' || text.length >= SHORTEST_CHEAP);
}

const SHORTEST_CHEAP = 5;

const USUAL = 0.1;
/** Texts are no random letters: a word is likelier than its letters say. */
const RARE = 0.001;
const TYPICAL_LENGTH = 100;

function frequency(character: string): number {
  if (/[a-z]/.test(character)) return 0.06;
  if (/[0-9 ./\\:_-]/.test(character)) return 0.04;
  if (character === ANY_DASH) return 0.06;
  return /[\0-\x7f]/.test(character) ? 0.004 : 0.00001;
}

/** What stands in very many logs: system folders, interpreters, protocols, clouds. Lower case. */
const usualTexts = [
  'c:\\windows\\system32\\cmd.exe /c',
  'c:\\windows\\syswow64\\',
  'c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe -noprofile -executionpolicy bypass -command',
  'c:\\program files (x86)\\',
  'c:\\program files\\',
  'c:\\users\\public\\appdata\\local\\temp\\',
  'c:\\programdata\\microsoft\\',
  '\\services.exe',
  '\\svchost.exe -k netsvcs',
  '\\explorer.exe',
  '\\rundll32.exe',
  '\\wmiprvse.exe',
  '\\conhost.exe',
  '\\sc.exe',
  '\\reg.exe',
  '\\net.exe',
  '.dll',
  'nt authority\\system',
  'hklm\\software\\microsoft\\windows\\currentversion\\',
  'hkcu\\software\\microsoft\\windows nt\\currentversion\\',
  'hklm\\system\\currentcontrolset\\services\\',
  'microsoft corporation',
  'microsoft® windows® operating system',
  '/usr/bin/bash -c',
  '/usr/sbin/',
  '/usr/local/bin/python3',
  '/bin/sh -c',
  '/etc/',
  '/tmp/',
  '/home/',
  '/var/lib/',
  'https://www.',
  'http://',
  '.amazonaws.com',
  'arn:aws:iam::',
  'assumedrole',
  'iamuser',
  'windows',
  'linux',
  'process',
  'success',
  'failure',
  'start',
  'true',
  'false',
  'system',
  'root',
  'admin',
  'user',
];
