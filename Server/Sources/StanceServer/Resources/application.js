// Sends what was pasted or dropped, shows the answer, filters it, and fetches it as a file.
"use strict";

const element = (id) => document.getElementById(id);
const formats = { csv: "text/csv", tsv: "text/tab-separated-values", tab: "text/tab-separated-values",
  jsonl: "application/x-ndjson", ndjson: "application/x-ndjson" };
// The file chosen, instead of what stands in the text area; and what was sent last.
let file = null;
let sent = null;

function take(chosen) {
  file = chosen;
  const isTaken = chosen !== null;
  element("input").disabled = isTaken;
  element("remove").hidden = !isTaken;
  if (isTaken) {
    element("input").value = chosen.name;
    element("format").value = formats[chosen.name.split(".").pop().toLowerCase()] ?? "text/plain";
    showField();
  } else {
    element("input").value = "";
  }
}

function showField() {
  element("field-row").hidden = element("format").value === "text/plain";
}

async function ask(accept) {
  const query = new URLSearchParams({ name: sent.name, text: sent.field, indirect: sent.indirect });
  const headers = { "Content-Type": sent.type, Accept: accept };
  if (sent.token) headers.Authorization = `Bearer ${sent.token}`;
  const answer = await fetch(`reading?${query}`, { method: "POST", headers, body: sent.body });
  if (answer.ok) return answer;
  const fault = await answer.json().catch(() => null);
  throw new Error(fault?.error?.message ?? `the service answered ${answer.status}`);
}

function say(fault) {
  element("fault").hidden = !fault;
  element("fault").textContent = fault ?? "";
}

async function read(event) {
  event.preventDefault();
  sent = {
    body: file ?? new Blob([element("input").value]), name: file?.name ?? "pasted text", type: element("format").value,
    field: element("field").value, indirect: element("indirect").checked, token: element("token")?.value,
  };
  say(null);
  element("read").disabled = true;
  element("status").textContent = "Reading…";
  try {
    const answer = await ask("text/html");
    // The service escapes every text; no script in it would run here anyway.
    element("reading").innerHTML = await answer.text();
    listSpeakers();
    filter();
    element("results").hidden = false;
    element("results").focus();
  } catch (fault) {
    element("results").hidden = true;
    say(fault.message);
  } finally {
    element("read").disabled = false;
    element("status").textContent = "";
  }
}

const notes = () => [...element("reading").querySelectorAll(".note")];
const speakerOf = (note) => note.querySelector(".speaker bdi")?.textContent ?? "Speaker unknown";
const numberOf = (note) => note.querySelector(".back").hash;
const lookOf = (marked) => [...marked.classList].find((name) => name.startsWith("label-") || name === "unlabelled");

function listSpeakers() {
  const names = [...new Set(notes().map(speakerOf))].sort((one, other) => one.localeCompare(other));
  element("speaker").replaceChildren(new Option("everybody", ""), ...names.map((name) => new Option(name, name)));
}

// Quotations that are not asked for lose their marks, and paragraphs without one that is asked for are left out.
function filter() {
  const looks = new Set([...element("labels").querySelectorAll("input:checked")].map((box) => box.value));
  const speaker = element("speaker").value;
  const isFiltered = speaker !== "" || element("labels").querySelector("input:not(:checked)") !== null;
  const wanted = new Set();
  for (const note of notes()) {
    const isWanted = looks.has(lookOf(note)) && (speaker === "" || speakerOf(note) === speaker);
    note.hidden = !isWanted;
    if (isWanted) wanted.add(numberOf(note));
  }
  let current = "";
  for (const quote of element("reading").querySelectorAll(".prose .quote")) {
    // The later parts of a quotation have no number of their own.
    if (quote.id) current = `#${quote.id}`;
    quote.classList.toggle("other", !wanted.has(current));
  }
  for (const passage of element("reading").querySelectorAll(".passage")) {
    passage.hidden = isFiltered && !passage.querySelector(".quote:not(.other)");
  }
  element("shown").textContent = `${wanted.size} of ${notes().length} quotations`;
}

async function download(button) {
  say(null);
  button.disabled = true;
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await (await ask(button.dataset.type)).blob());
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (fault) {
    say(fault.message);
  } finally {
    button.disabled = false;
  }
}

// A link to why opens the note that says it.
function open(event) {
  const target = event.target.closest("a.sign") && document.querySelector(event.target.closest("a.sign").hash);
  const note = target?.closest("details");
  if (!note) return;
  event.preventDefault();
  note.open = true;
  note.querySelector("summary").focus();
}

element("form").addEventListener("submit", read);
element("format").addEventListener("change", showField);
element("file").addEventListener("change", () => take(element("file").files[0] ?? null));
element("remove").addEventListener("click", () => { element("file").value = ""; take(null); element("input").focus(); });
element("labels").addEventListener("change", filter);
element("speaker").addEventListener("change", filter);
element("reading").addEventListener("click", open);
for (const button of document.querySelectorAll(".downloads button")) button.addEventListener("click", () => download(button));
const area = element("form");
area.addEventListener("dragover", (event) => { event.preventDefault(); element("input").classList.add("over"); });
area.addEventListener("dragleave", () => element("input").classList.remove("over"));
area.addEventListener("drop", (event) => {
  event.preventDefault();
  element("input").classList.remove("over");
  if (event.dataTransfer.files.length === 0) return;
  element("file").files = event.dataTransfer.files;
  take(event.dataTransfer.files[0]);
});
showField();
