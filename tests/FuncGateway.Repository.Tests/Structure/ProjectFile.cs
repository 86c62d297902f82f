using System.Xml.Linq;

namespace FuncGateway.Repository.Tests.Structure;

/// <summary>The references of a project file.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> Packages, IReadOnlyList<string> Projects)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static IReadOnlyList<ProjectFile> Under(string directory) =>
        [.. Checkout.Files(directory).Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    private static ProjectFile Read(string path)
    {
        var document = XDocument.Load(Checkout.PathOf(path));
        return new ProjectFile(
            path,
            [.. Includes(document, "PackageReference")],
            [.. Includes(document, "ProjectReference").Select(each => System.IO.Path.GetFileNameWithoutExtension(each.Replace('\\', '/')))]);
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(each => each.Attribute("Include")?.Value).OfType<string>();
}
