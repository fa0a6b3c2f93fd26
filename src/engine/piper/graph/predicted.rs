//! Where the durations come from: what the encoder says of each id, noise, and the
//! speaker.

use std::collections::{BTreeSet, HashMap};

use super::cut::{Cuts, Noise, TensorType};
use super::encoded::{Names, TextModel};
use super::{Broken, Node};

/// What gives the durations.
pub(in super::super) struct Predicted<'g, 'm> {
    /// The durations, frame by frame; and before they are rounded up.
    pub(in super::super) durations: String,
    pub(in super::super) exact: String,
    /// The noise that they are made of.
    pub(in super::super) noise: Noise,
    /// What the exporter calls the speaker.
    pub(in super::super) speaker: &'static str,
    /// The nodes behind them, in order.
    pub(in super::super) nodes: Vec<&'g Node<'m>>,
}

const UNKNOWN: Broken = Broken("its durations come from elsewhere than VITS's");

impl<'g, 'm> Cuts<'g, 'm> {
    /// What gives the durations, where the encoder gives what `names` says and the
    /// exporter calls the speaker so.
    ///
    /// # Errors
    /// Where that is not found, or they depend on more.
    pub(in super::super) fn predicted(
        &self,
        names: &Names,
        speaker: &'static str,
    ) -> Result<Predicted<'g, 'm>, Broken> {
        let durations = self.durations().ok_or(UNKNOWN)?;
        let maker = self.graph.maker(durations).ok_or(UNKNOWN)?;
        let exact = *maker.inputs.first().ok_or(UNKNOWN)?;
        let noise = self.first_noise().ok_or(UNKNOWN)?;
        let nodes = self.behind_but(&[exact], &[&names.hidden, &noise.name]);
        let nodes = nodes.into_iter().map(|index| &self.graph.nodes[index]);
        let nodes: Vec<_> = nodes.collect();
        if nodes.iter().any(|node| node.op.starts_with("Random")) {
            return Err(UNKNOWN);
        }
        Ok(Predicted {
            durations: durations.to_owned(),
            exact: exact.to_owned(),
            noise: noise.clone(),
            speaker,
            nodes,
        })
    }

    /// These nodes as a model of their own, as they were published.
    pub(in super::super) fn duration_model(
        &self,
        names: &Names,
        predicted: &Predicted<'_, '_>,
    ) -> TextModel {
        let given = [names.hidden.as_str(), &predicted.noise.name];
        let nodes = self.behind_but(&[&predicted.exact], &given);
        let mut inputs: BTreeSet<&str> = self.given_to(&nodes);
        inputs.extend(given);
        let inputs: Vec<&str> = inputs.into_iter().collect();
        let float = TensorType::float(Some(3));
        let types = given.map(|name| (name.to_owned(), float));
        let types: HashMap<String, TensorType> = HashMap::from(types);
        TextModel {
            model: self.model_with(nodes, &inputs, &[&predicted.exact], &types),
            inputs: inputs.into_iter().map(str::to_owned).collect(),
        }
    }
}
