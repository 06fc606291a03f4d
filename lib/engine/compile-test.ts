import type { JsonValue } from '../event/index.ts';
import type { AsText, LetterCase, Test } from '../ir/index.ts';
import { answers, asText, hasTerm, inCase } from './answers.ts';
import { compileGlob } from './compile-glob.ts';
import type { EvaluationContext } from './context.ts';

/** A test made ready: a text test has its literals folded, its sets built and its regex compiled. */
export type CompiledTest =
  | {
      readonly on: 'text';
      readonly asText: AsText;
      /** In which spelling `answers` wants the text. */
      readonly case: LetterCase;
      readonly answers: (text: string) => boolean;
    }
  | { readonly on: 'value'; readonly answers: (value: JsonValue) => boolean };

export function compileTest(test: Test, context: EvaluationContext): CompiledTest {
  switch (test.is) {
    case 'number':
    case 'boolean':
    case 'null':
    case 'cidr':
    case 'listed':
      return { on: 'value', answers: value => answers(test, value, context) };
    case 'regex': {
      let regex: ReturnType<EvaluationContext['regex']> | null = null;
      // Compiled when first needed: a rule whose log source never comes costs nothing.
      const run = (text: string): boolean => {
        regex ??= context.regex(test);
        return regex.test(context.capped(text));
      };
      return { on: 'text', asText: test.asText, case: 'sensitive', answers: run };
    }
    default:
      return { on: 'text', asText: test.asText, case: test.case, answers: textAnswers(test) };
  }
}

type CasedTest = Extract<Test, { readonly is: 'equal' | 'contains' | 'starts' | 'ends' | 'like' | 'term' }>;

/** For text already in the test's case. */
function textAnswers(test: CasedTest): (text: string) => boolean {
  const cased = (text: string): string => inCase(text, test.case);
  switch (test.is) {
    case 'equal': {
      const texts = test.texts.map(cased);
      const [only] = texts;
      if (texts.length === 1) return text => text === only;
      const set = new Set(texts);
      return text => set.has(text);
    }
    case 'contains': {
      const wanted = cased(test.text);
      return text => text.includes(wanted);
    }
    case 'starts': {
      const wanted = cased(test.text);
      return text => text.startsWith(wanted);
    }
    case 'ends': {
      const wanted = cased(test.text);
      return text => text.endsWith(wanted);
    }
    case 'like': {
      const parts = test.parts.map(part => (part.part === 'literal' ? { ...part, text: cased(part.text) } : part));
      return compileGlob(parts);
    }
    case 'term': {
      const wanted = cased(test.text);
      return text => hasTerm(text, wanted);
    }
    default:
      return test satisfies never;
  }
}

/** One value, on its own. */
export function answersCompiled(test: CompiledTest, value: JsonValue): boolean {
  if (test.on === 'value') return test.answers(value);
  const text = asText(value, test.asText);
  return text !== null && test.answers(inCase(text, test.case));
}
