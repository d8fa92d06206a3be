//! Accessibility, judged by axe-core against WCAG 2.0, 2.1 and 2.2, levels A and AA.

use std::fmt;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Browser;

/// The rules asked for; best practices that are no success criterion are left out.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
        .then((result) => done(result.violations.map((violation) => ({
            rule: violation.id,
            help: violation.help,
            elements: violation.nodes.map((node) => node.html + ' — ' + node.failureSummary),
        }))), (error) => done(String(error)));
";

/// One broken rule and where it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// axe's name for the rule.
    pub rule: String,
    /// The rule in a sentence.
    pub help: String,
    /// The HTML of each element that breaks it, with what to do.
    pub elements: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.help)?;
        for element in &self.elements {
            write!(f, "\n    {}", element.replace('\n', " "))?;
        }
        Ok(())
    }
}

impl Browser {
    /// Every rule the page breaks as it is shown now. Scripts of WebDriver are not subject to the page's
    /// Content-Security-Policy.
    pub async fn accessibility_violations(&self) -> Result<Vec<Violation>> {
        let script = tokio::fs::read_to_string(&self.surroundings.axe)
            .await
            .with_context(|| format!("could not read {}", self.surroundings.axe.display()))?;
        self.client().execute(&script, Vec::new()).await.context("axe-core did not load")?;
        let found = self.client().execute_async(RUN, Vec::new()).await.context("axe-core did not run")?;
        let Value::Array(found) = found else { bail!("axe-core failed: {found}") };
        Ok(found.iter().map(violation).collect())
    }

    /// Fails with the list when there is any; `what` names the screen.
    pub async fn require_accessible(&self, what: &str) -> Result<()> {
        let violations = self.accessibility_violations().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = violations.iter().map(|violation| format!("  {violation}")).collect();
        bail!("{what} cannot be used by everybody:\n{}", list.join("\n"))
    }
}

fn violation(found: &Value) -> Violation {
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let elements = found.get("elements").and_then(Value::as_array).into_iter().flatten();
    Violation {
        rule: text("rule"),
        help: text("help"),
        elements: elements.map(|element| element.as_str().unwrap_or_default().to_owned()).collect(),
    }
}
