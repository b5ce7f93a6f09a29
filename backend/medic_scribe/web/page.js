"use strict";

const form = document.getElementById("form");
const state = document.getElementById("state");
const note = document.getElementById("note");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  note.textContent = "";
  state.textContent = form.dataset.working;
  try {
    const options = { method: "POST", body: new FormData(form) };
    const response = await fetch("api/transcribe-and-summarize/", options);
    const answer = await response.json();
    state.textContent = response.ok ? "" : answer.detail;
    note.textContent = response.ok ? answer.note : "";
  } catch {
    state.textContent = form.dataset.unreachable;
  } finally {
    button.disabled = false;
  }
});
