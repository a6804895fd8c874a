(function () {
  "use strict";
  var form = document.getElementById("filters");
  document.querySelectorAll("details").forEach(function (one) {
    var was = one.open;
    window.addEventListener("beforeprint", function () { was = one.open; one.open = true; });
    window.addEventListener("afterprint", function () { one.open = was; });
  });
  if (!form) return;

  var PREFIX = "#filter?";
  var shown = document.getElementById("shown");
  var parties = Array.prototype.map.call(document.querySelectorAll(".party"), function (node) {
    var told = node.querySelectorAll("h3 .who, h3 .aside");
    var words = Array.prototype.map.call(told, function (one) { return one.textContent; });
    var fold = node.querySelector("details");
    return { node: node, name: plain(words.join(" ")), fold: fold, folded: !fold.open };
  });
  var findings = [];
  var wasFiltered = false;
  parties.forEach(function (party) {
    party.node.querySelectorAll(".finding").forEach(function (node) {
      findings.push({
        node: node,
        party: party.node,
        unit: node.dataset.unit || party.node.id,
        severity: node.dataset.severity,
        code: node.dataset.code,
        items: node.dataset.items.split(" "),
        text: party.name + " " + plain(node.textContent)
      });
    });
  });

  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  function field(name) {
    // As a property, "item" would be a method of the collection.
    return form.elements.namedItem(name);
  }

  function asked() {
    var ticked = form.querySelectorAll("[name=severity]:checked");
    return {
      severity: Array.prototype.map.call(ticked, function (box) { return box.value; }),
      unit: field("unit").value,
      item: field("item").value,
      code: field("code").value,
      words: field("words").value
    };
  }

  function fits(one, wish, words) {
    return (!wish.unit || one.unit === wish.unit) &&
      (!wish.item || one.items.indexOf(wish.item) >= 0) &&
      (!wish.code || one.code === wish.code) &&
      words.every(function (word) { return one.text.indexOf(word) >= 0; });
  }

  function apply() {
    var wish = asked();
    var words = plain(wish.words).split(" ").filter(Boolean);
    var counts = {};
    var number = 0;
    var full = new Set();
    findings.forEach(function (one) {
      var fitting = fits(one, wish, words);
      if (fitting) counts[one.severity] = (counts[one.severity] || 0) + 1;
      var visible = fitting && (!wish.severity.length || wish.severity.indexOf(one.severity) >= 0);
      one.node.hidden = !visible;
      if (visible) { number += 1; full.add(one.party); }
    });
    var filtered = number < findings.length;
    parties.forEach(function (party) {
      party.node.hidden = !full.has(party.node);
      // Who filters wants to see what fits; without a filter the page is as short as it was.
      if (party.folded && filtered !== wasFiltered) party.fold.open = filtered;
    });
    wasFiltered = filtered;
    form.querySelectorAll("[data-count]").forEach(function (node) {
      node.textContent = String(counts[node.dataset.count] || 0);
    });
    var wording = number === findings.length ? "all" : number ? "some" : "none";
    shown.textContent = shown.dataset[wording].replace("%", String(number));
    remember(wish);
  }

  function remember(wish) {
    var state = new URLSearchParams();
    if (wish.severity.length) state.set("severity", wish.severity.join("."));
    ["unit", "item", "code", "words"].forEach(function (name) {
      if (wish[name]) state.set(name, wish[name]);
    });
    var said = state.toString();
    var filtered = location.hash.indexOf(PREFIX) === 0;
    if (said) history.replaceState(null, "", PREFIX + said);
    else if (filtered) history.replaceState(null, "", "#findings");
  }

  function recall() {
    var state = new URLSearchParams(location.hash.slice(PREFIX.length));
    var severities = (state.get("severity") || "").split(".");
    form.querySelectorAll("[name=severity]").forEach(function (box) {
      box.checked = severities.indexOf(box.value) >= 0;
    });
    ["unit", "item", "code", "words"].forEach(function (name) {
      field(name).value = state.get(name) || "";
    });
    // What the page doesn't know would leave a choice without any option.
    ["unit", "item", "code"].forEach(function (name) {
      if (field(name).selectedIndex < 0) field(name).value = "";
    });
  }

  function follow() {
    if (location.hash.indexOf(PREFIX) === 0) {
      recall();
      apply();
      return;
    }
    var target = document.getElementById(location.hash.slice(1));
    var party = target && target.closest(".party");
    if (!party) return;
    var lost = target.hidden || party.hidden;
    if (lost) {
      form.reset();
      apply();
    }
    var fold = party.querySelector("details");
    if (lost || !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { window.setTimeout(apply, 0); });
  window.addEventListener("hashchange", follow);
  if (location.hash.indexOf(PREFIX) === 0) {
    recall();
    document.getElementById("findings").scrollIntoView();
  }
  apply();
  follow();
})();
