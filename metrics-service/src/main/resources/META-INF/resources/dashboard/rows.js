// A list that is looked at again and again: a row that says what it said stays the element it is, so that no press,
// no focus and no marked word in it is lost.
/** @param list the element whose children are the rows */
export function keptRows(list) {
  let kept = new Map();

  function row(item, draw, about) {
    const told = JSON.stringify([item, about]);
    const known = kept.get(item.id);
    return known?.told === told ? known : { told, node: draw(item) };
  }

  return {
    /**
     * Shows these and no others.
     *
     * @param items each with an id of its own
     * @param draw makes the element of one
     * @param about what else is told in each
     */
    show(items, draw, about = null) {
      const rows = new Map(items.map(item => [item.id, row(item, draw, about)]));
      const nodes = new Set([...rows.values()].map(one => one.node));
      [...list.children].filter(node => !nodes.has(node)).forEach(node => node.remove());
      [...nodes].forEach((node, i) => list.children[i] === node || list.insertBefore(node, list.children[i] ?? null));
      kept = rows;
    },
    /** Shows these behind the others; answers the elements. */
    add(items, draw) {
      const rows = items.filter(item => !kept.has(item.id)).map(item => [item.id, row(item, draw, null)]);
      rows.forEach(([id, one]) => kept.set(id, one));
      const nodes = rows.map(([, one]) => one.node);
      list.append(...nodes);
      return nodes;
    },
  };
}
