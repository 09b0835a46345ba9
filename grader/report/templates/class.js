"use strict";
// Sorts, filters and pages the table of students. Texts get into the page by textContent alone.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [KEY, NAME, STATUS, SCORE, LATE, CELLS, FOUND, ATTEMPTS, TOKENS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const PER_PAGE = 100;
  const say = (name, values = {}) => data.words[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);
  const STATUSES = {
    "": () => true,
    full: (s) => s[STATUS] === "g" && s[CELLS].every((cell) => cell[0] === "p"),
    wrong: (s) => s[CELLS].some((cell) => cell[0] === "f"),
    open: (s) => s[CELLS].some((cell) => cell[0] === "n" || cell[0] === "m"),
    incomplete: (s) => s[STATUS] === "i",
    absent: (s) => s[STATUS] === "a",
    late: (s) => s[LATE] === 1,
  };
  const at = (id) => document.getElementById(id);
  const body = at("rows"), count = at("count"), pages = at("pages");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  let names = null; // made when somebody looks for one: of a faculty it takes a while
  const state = { column: -2, down: false, page: 0 };
  let shown = [];

  function make(tag, parent, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  }

  // -2: the name, -1: the total, else an exercise. Who has no score comes last either way.
  function order(i, j) {
    const [a, b] = [data.students[i], data.students[j]];
    const turn = state.down ? -1 : 1;
    if (state.column === -2) return turn * (compare(a[NAME], b[NAME]) || i - j);
    const [x, y] = [a, b].map((s) => (state.column === -1 ? s[SCORE] : s[CELLS][state.column][1]));
    if (x === null || y === null) return (x === null) - (y === null) || i - j;
    return turn * (x - y) || i - j;
  }

  function select() {
    const words = plain(at("name").value).split(/\s+/).filter(Boolean);
    const status = STATUSES[at("status").value], mistake = at("mistake").value;
    if (words.length) names ??= data.students.map((s) => plain(s[NAME] + " " + decodeURIComponent(s[KEY])));
    shown = [];
    for (let i = 0; i < data.students.length; i++) {
      const student = data.students[i];
      if (!words.every((word) => names[i].includes(word)) || !status(student)) continue;
      if (mistake !== "" && !student[FOUND].some((found) => found[0] === Number(mistake))) continue;
      shown.push(i);
    }
    shown.sort(order);
    state.page = 0;
    draw();
  }

  function draw() {
    const last = Math.max(Math.ceil(shown.length / PER_PAGE) - 1, 0);
    state.page = Math.min(Math.max(state.page, 0), last);
    fill(shown.slice(state.page * PER_PAGE, (state.page + 1) * PER_PAGE));
    count.textContent = say("count", { n: shown.length.toLocaleString(), all: data.students.length.toLocaleString() });
    pages.hidden = last === 0;
    at("page").textContent = say("page", { n: state.page + 1, all: last + 1 });
    at("before").disabled = state.page === 0;
    at("after").disabled = state.page === last;
  }

  function fill(which) {
    const rows = document.createDocumentFragment();
    const mistake = at("mistake").value;
    for (const i of which) row(rows, data.students[i], mistake === "" ? null : Number(mistake));
    if (!which.length) make("td", make("tr", rows), say("nobody"), { colspan: data.exercises.length + 2, class: "nobody" });
    body.replaceChildren(rows);
  }

  function row(parent, student, mistake) {
    const line = make("tr", parent), head = make("th", line, undefined, { scope: "row" });
    const place = mistake === null ? null : student[FOUND].find((found) => found[0] === mistake)[1];
    const page = `${student[KEY]}/${data.report}`;
    const anchor = place ? `#${encodeURIComponent(data.exercises[place[0]][0])}-check-${place[1]}` : "";
    if (student[CELLS].every((cell) => cell[0] === "a")) make("bdi", head, student[NAME]); // has no page
    else make("bdi", make("a", head, undefined, { href: page + anchor }), student[NAME]);
    if ("ai".includes(student[STATUS])) make("span", head, say(student[STATUS]), { class: "tag" });
    if (student[ATTEMPTS] > 1) make("span", head, say("attempts", { n: student[ATTEMPTS] }), { class: "tag" });
    if (student[LATE]) make("span", head, say("late"), { class: "tag" });
    if (student[TOKENS]) make("span", head, say("tokens", { n: student[TOKENS], all: data.tokens }), { class: "tag" });
    make("td", line, student[SCORE] === null ? "–" : String(student[SCORE]), { class: "total" });
    student[CELLS].forEach((cell, e) => box(line, cell, data.exercises[e], page, student));
  }

  function box(line, [code, score, overridden, attempt, at, due], [id, title, points], page, student) {
    const absent = student[STATUS] === "a";
    const level = score === null ? "none" : points ? `s${Math.round((4 * score) / points)}` : "s4";
    const cell = make("td", line, undefined, { class: `cell ${level} ${code}` });
    const words = score === null ? (code === "u" ? "!" : "–") : code === "n" || code === "m" ? `${score}○` : String(score);
    const text = overridden ? `${words}*` : words;
    const about = [`${title}: ${say(code === "a" && !absent ? "nothing" : code)}`, score === null ? "" : say("score", { score, points }), overridden ? say("overridden") : "", attempt ? say("attempt", { n: attempt, all: student[ATTEMPTS] }) : "", at, due ? say("due", { when: due }) : ""].filter(Boolean).join(", ");
    if (code === "a") make("span", cell, text, { title: about });
    else make("a", cell, text, { href: `${page}#${encodeURIComponent(id)}`, title: about, tabindex: "-1" });
  }

  function sort(button) {
    const column = Number(button.dataset.column);
    state.down = state.column === column ? !state.down : column !== -2;
    state.column = column;
    for (const other of document.querySelectorAll("[data-column]")) {
      const way = other === button ? (state.down ? "descending" : "ascending") : "none";
      other.closest("th").setAttribute("aria-sort", way);
    }
    shown.sort(order);
    state.page = 0;
    draw();
  }

  function pick(index) {
    at("mistake").value = index;
    at("status").value = "";
    at("name").value = "";
    select();
    at("students").scrollIntoView();
    at("mistake").focus({ preventScroll: true });
  }

  data.mistakes.forEach((words, index) => make("option", at("mistake"), words, { value: index }));
  at("name").addEventListener("input", select);
  at("status").addEventListener("change", select);
  at("mistake").addEventListener("change", select);
  at("everybody").addEventListener("click", () => { at("filters").reset(); select(); });
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("before").addEventListener("click", () => { state.page -= 1; draw(); });
  at("after").addEventListener("click", () => { state.page += 1; draw(); });
  for (const button of document.querySelectorAll("[data-column]")) button.addEventListener("click", () => sort(button));
  for (const button of document.querySelectorAll("[data-mistake]")) button.addEventListener("click", () => pick(button.dataset.mistake));
  addEventListener("beforeprint", () => fill(shown));
  addEventListener("afterprint", draw);
  at("filters").hidden = at("grid").hidden = false;
  select();
})();
