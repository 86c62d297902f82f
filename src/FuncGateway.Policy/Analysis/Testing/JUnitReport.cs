using System.Text;
using System.Xml;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Writes reports as JUnit XML, which CI systems show.</summary>
public static class JUnitReport
{
    /// <param name="suites">The reports by the name of what was tested.</param>
    public static string Write(IEnumerable<(string Name, TestReport Report)> suites)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            foreach (var (name, report) in suites)
            {
                WriteSuite(xml, name, report);
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteSuite(XmlWriter xml, string name, TestReport report)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("tests", Number(report.Results.Count));
        xml.WriteAttributeString("failures", Number(report.Failed));
        xml.WriteAttributeString("skipped", Number(report.Skipped));
        foreach (var result in report.Results)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Clean(name));
            xml.WriteAttributeString("name", Clean(result.Name));
            if (result.Outcome != TestOutcome.Passed)
            {
                xml.WriteStartElement(result.Outcome == TestOutcome.Failed ? "failure" : "skipped");
                xml.WriteAttributeString("message", Clean(result.Message ?? ""));
                xml.WriteString(Clean(result.Pointer));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // XML has no way to write most control characters, nor half of a surrogate pair.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is >= 0x20 and not (0xfffe or 0xffff) ? rune.ToString() : rune.Value is '\t' or '\n' or '\r' ? " " : "\ufffd");
        }

        return clean.ToString();
    }
}
