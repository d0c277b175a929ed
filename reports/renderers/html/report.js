// Search, copying and keys. A classic script that asks for nothing; the page is complete without it.
(() => {
  'use strict';
  const root = document.documentElement;
  const $ = (selector) => document.querySelector(selector);
  const $$ = (selector) => [...document.querySelectorAll(selector)];
  const box = $('#q'), count = $('#count'), items = $$('[data-status]');
  const rows = items.filter((item) => item.tagName === 'TR');
  root.classList.add('js');

  // ---- search: words, "two words", key:value; a leading - leaves out. Each item is looked at as text, once.
  const text = new Map();
  function words(item) {
    if (!text.has(item)) text.set(item, (item.textContent + ' ' + item.dataset.place).toLowerCase());
    return text.get(item);
  }
  // A row stands for its snippet: what its article says is found as well.
  function haystack(item) {
    const link = item.tagName === 'TR' && item.querySelector('th a');
    const article = link && document.getElementById(link.hash.slice(1));
    return article ? words(item) + words(article) : words(item);
  }
  const keys = {
    status: (item, value) => value.split(',').includes(item.dataset.status),
    doc: (item, value) => item.dataset.place.toLowerCase().includes(value),
    code: (item, value) => haystack(item).includes(value),
  };
  function matcher(query) {
    const terms = (query.match(/-?(?:[a-z]+:)?"[^"]*"|\S+/gi) || []).map((term) => {
      const not = term.length > 1 && term[0] === '-';
      const [, key, rest] = /^(?:(status|doc|code):)?(.*)$/is.exec(not ? term.slice(1) : term);
      const value = rest.replace(/"/g, '').toLowerCase();
      return (item) => (key ? keys[key.toLowerCase()](item, value) : haystack(item).includes(value)) !== not;
    });
    return (item) => terms.every((term) => term(item));
  }

  function chosen() { return $('.chips input:checked').value; }
  function show() {
    const query = box.value.trim(), matches = matcher(query), status = chosen();
    for (const item of items) item.hidden = query !== '' && !matches(item);
    root.classList.toggle('searching', query !== '');
    const wanted = (item) => !item.hidden && (status === 'all' || item.dataset.status === status);
    const left = rows.filter(wanted).length;
    const whole = query === '' && status === 'all';
    count.textContent = whole ? '' : `${left.toLocaleString('en')} of ${rows.length.toLocaleString('en')} snippets`;
    $('.none-left').hidden = whole || items.some((item) => item.tagName !== 'TR' && wanted(item));
  }

  // ---- the address keeps the search: #q=limiter&f=outdated; #s/<id> is one snippet
  function remember() {
    const state = new URLSearchParams();
    if (box.value.trim()) state.set('q', box.value.trim());
    if (chosen() !== 'all') state.set('f', chosen());
    history.replaceState(null, '', '#' + (state.toString() || 'matrix'));
  }
  function choose(status) {
    const radio = document.getElementById('f-' + status);
    if (radio) radio.checked = true;
    return radio !== null;
  }
  function recall() {
    const hash = location.hash.slice(1);
    if (/^[qf]=/.test(hash)) {
      const state = new URLSearchParams(hash);
      box.value = state.get('q') || '';
      choose(state.get('f') || 'all');
      show();
      $('#matrix').scrollIntoView();
    } else if (hash.startsWith('f-') && choose(hash.slice(2))) {
      show();
      remember();
      $('#matrix').scrollIntoView();
    } else if (hash.startsWith('s/')) {
      const target = document.getElementById(decodeURIComponent(hash));
      if (!target) return;
      if (target.hidden || (chosen() !== 'all' && target.dataset.status !== chosen())) {
        box.value = '';
        choose('all');
        show();
      }
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  }
  let pause;
  box.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(() => { show(); remember(); }, 80); });
  box.form.addEventListener('submit', (event) => { event.preventDefault(); show(); remember(); $('#matrix').scrollIntoView(); });
  $('.chips').addEventListener('change', () => { show(); remember(); });
  addEventListener('hashchange', recall);

  // ---- copy: the clipboard where the page may use it, the old command elsewhere
  function old_copy(value) {
    const area = document.createElement('textarea');
    area.value = value;
    area.className = 'vh';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('not allowed'));
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const label = button.querySelector('span'), before = label.textContent;
    const say = (word) => { label.textContent = word; setTimeout(() => { label.textContent = before; }, 1200); };
    const value = button.dataset.copy;
    const copied = navigator.clipboard && isSecureContext ? navigator.clipboard.writeText(value).catch(() => old_copy(value)) : old_copy(value);
    copied.then(() => say('Copied'), () => say('Press Ctrl+C'));
  });

  // ---- keys: / searches, j and k walk through the findings, Escape clears
  function walk(step) {
    const shown = items.filter((item) => item.tagName !== 'TR' && item.checkVisibility());
    const at = shown.findIndex((item) => '#' + item.id === decodeURIComponent(location.hash));
    const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step];
    if (next) location.hash = next.id;
  }
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=radio]), textarea');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && (typing || box.value)) { box.value = ''; box.blur(); show(); remember(); }
    if (typing) return;
    if (event.key === '/') { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === 'j') walk(1);
    if (event.key === 'k') walk(-1);
  });

  // ---- paper shows everything that is folded
  let opened = [];
  addEventListener('beforeprint', () => { opened = $$('details:not([open])'); opened.forEach((each) => { each.open = true; }); });
  addEventListener('afterprint', () => { opened.forEach((each) => { each.open = false; }); });

  show();
  recall();
})();
