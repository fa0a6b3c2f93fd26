//! Protocol buffers' wire format, as far as an ONNX model needs it.
//!
//! <https://protobuf.dev/programming-guides/encoding/>: a message is a row of fields,
//! each a number, a kind and a value. Reading borrows; nothing is copied.

use super::Broken;

/// One field of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'m> {
    /// Which field of its message.
    pub(super) number: u64,
    /// What it holds.
    pub(super) value: Value<'m>,
    /// The field as it was written, number and all.
    pub(super) raw: &'m [u8],
}

/// A field's value by its kind on the wire.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'m> {
    Varint(u64),
    Fixed32([u8; 4]),
    Fixed64,
    Bytes(&'m [u8]),
}

impl<'m> Field<'m> {
    /// The bytes of a message, string or packed list.
    pub(super) fn bytes(&self) -> Result<&'m [u8], Broken> {
        match self.value {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(Broken("a field has another kind than ONNX gives it")),
        }
    }

    /// A string.
    pub(super) fn text(&self) -> Result<&'m str, Broken> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Broken("a name is not UTF-8"))
    }

    /// Whole numbers, whether packed into one field or not.
    pub(super) fn integers(&self) -> Result<Vec<i64>, Broken> {
        let mut rest = match self.value {
            Value::Varint(number) => return Ok(vec![number.cast_signed()]),
            _ => self.bytes()?,
        };
        let mut numbers = Vec::new();
        while !rest.is_empty() {
            numbers.push(varint(&mut rest)?.cast_signed());
        }
        Ok(numbers)
    }
}

/// The fields of a message, in order.
pub(super) fn fields(message: &[u8]) -> Result<Vec<Field<'_>>, Broken> {
    let mut rest = message;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        fields.push(field(&mut rest)?);
    }
    Ok(fields)
}

fn field<'m>(rest: &mut &'m [u8]) -> Result<Field<'m>, Broken> {
    let whole = *rest;
    let key = varint(rest)?;
    let value = match key & 7 {
        0 => Value::Varint(varint(rest)?),
        1 => take(rest, 8).map(|_| Value::Fixed64)?,
        2 => {
            let length = varint(rest)?;
            let length = usize::try_from(length).map_err(|_| CUT_SHORT)?;
            Value::Bytes(take(rest, length)?)
        }
        5 => {
            let bytes = take(rest, 4)?;
            Value::Fixed32([bytes[0], bytes[1], bytes[2], bytes[3]])
        }
        _ => return Err(Broken("it is not an ONNX file")),
    };
    Ok(Field {
        number: key >> 3,
        value,
        raw: &whole[..whole.len() - rest.len()],
    })
}

const CUT_SHORT: Broken = Broken("it ends too early");

fn take<'m>(rest: &mut &'m [u8], length: usize) -> Result<&'m [u8], Broken> {
    let (taken, left) = rest.split_at_checked(length).ok_or(CUT_SHORT)?;
    *rest = left;
    Ok(taken)
}

fn varint(rest: &mut &[u8]) -> Result<u64, Broken> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(Broken("it is not an ONNX file"))
}

/// Writes a field that holds bytes.
pub(in super::super) fn put_bytes(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put_varint(out, number << 3 | 2);
    put_varint(out, bytes.len() as u64);
    out.extend(bytes);
}

/// Writes a field that holds a number.
pub(in super::super) fn put_number(out: &mut Vec<u8>, number: u64, value: u64) {
    put_varint(out, number << 3);
    put_varint(out, value);
}

fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut message = Vec::new();
        put_number(&mut message, 1, u64::MAX);
        put_bytes(&mut message, 300, b"name");
        let fields = fields(&message).unwrap();
        assert_eq!(fields[0].integers().unwrap(), [-1]);
        assert_eq!((fields[1].number, fields[1].text().unwrap()), (300, "name"));
        assert_eq!([fields[0].raw, fields[1].raw].concat(), message);
    }

    #[test]
    fn every_cut_and_every_nonsense_is_refused_or_read_to_its_end() {
        let mut message = Vec::new();
        put_bytes(&mut message, 7, &[8, 1, 18, 3, 1, 2, 3]);
        for end in 1..message.len() {
            assert!(fields(&message[..end]).is_err(), "{end}");
        }
        for nonsense in [
            &[0xff; 12][..],
            &[0x0f],
            &[0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f],
        ] {
            assert!(fields(nonsense).is_err());
        }
    }
}
