import { parse, type AST } from 'svelte/compiler';

/** Our own words as they stand in the source: pages in every state, however seldom one is reached. */

const INLINE = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 's', 'small', 'span', 'strong', 'time']);
const SAYING = new Set(['label', 'hint', 'words', 'legend', 'summary', 'heading']);
/** In the place of what is only known when the page is shown. */
const SOMETHING = 'it';

/** The pieces of text in a page or component, each on a line. */
export function wordsOfPage(source: string): string {
  const pieces: string[] = [];
  let piece = '';
  const end = () => {
    pieces.push(piece);
    piece = '';
  };
  const walk = (node: AST.Fragment['nodes'][number]): void => {
    if (node.type === 'Text') piece += node.data;
    else if (node.type === 'ExpressionTag') piece += SOMETHING;
    else if (node.type === 'IfBlock') {
      node.consequent.nodes.forEach(walk);
      // The other way of a sentence begins a new one, so that the two are not counted as one long one.
      if (node.alternate) end();
      node.alternate?.nodes.forEach(walk);
    } else if ('body' in node && node.body && 'nodes' in node.body) {
      end();
      node.body.nodes.forEach(walk);
      end();
    } else if ('fragment' in node) {
      const isInline = node.type === 'RegularElement' && INLINE.has(node.name) && !isButton(node);
      if (node.type === 'RegularElement' && ['script', 'style', 'svg'].includes(node.name)) return;
      if (!isInline) end();
      if (node.type === 'Component') pieces.push(...saidTo(node));
      node.fragment.nodes.forEach(walk);
      if (!isInline) end();
    }
  };
  parse(source, { modern: true }).fragment.nodes.forEach(walk);
  end();
  return join(pieces);
}

/** Sentences in quotes in a program: a capital letter, and a space in it. What is filled in counts as one word. */
export function wordsOfProgram(source: string): string {
  const quoted = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
  const bare = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/^import .*$/gm, '');
  const strings = [...bare.matchAll(quoted)].map(([, one, two, three]) => one ?? two ?? three ?? '');
  const sentences = strings
    .map((one) => one.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, SOMETHING))
    .filter((one) => /^(?:it |[A-Z“])/.test(one) && /\s/.test(one) && !/^[A-Z]{2,}\b/.test(one));
  return join(sentences.flatMap((one) => one.split(/\\n|\n/)));
}

function isButton(node: AST.RegularElement): boolean {
  return node.attributes.some(
    (one) => one.type === 'Attribute' && one.name === 'class' && textOf(one).includes('btn'),
  );
}

function saidTo(node: AST.Component): string[] {
  return node.attributes.flatMap((one) =>
    one.type === 'Attribute' && SAYING.has(one.name) ? [textOf(one)] : [],
  );
}

function textOf({ value }: AST.Attribute): string {
  const parts = value === true ? [] : [value].flat();
  return parts.map((part) => (part.type === 'Text' ? part.data : SOMETHING)).join('');
}

function join(pieces: string[]): string {
  return pieces
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}
