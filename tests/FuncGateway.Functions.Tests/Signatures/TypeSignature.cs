using System.Reflection;
using System.Runtime.CompilerServices;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>A declared type, written as the pages of signatures write it.</summary>
internal static class TypeSignature
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>A generic type bears its bracket, because there may be a plain one of the same name.</summary>
    public static string FullName(Type type) => $"{type.Namespace}.{type.Name.Split('`')[0]}{(type.IsGenericType ? "<" : "")}";

    /// <summary>Kind and name, without what it derives from.</summary>
    public static string Header(Type type) => $"public {Kind(type)} {TypeNames.Of(type)}";

    public static IEnumerable<string> Bases(Type type)
    {
        var inherited = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) ? [parent] : Type.EmptyTypes;
        var interfaces = type.GetInterfaces().Where(each => !IsRecord(type) && !type.IsEnum && type.BaseType?.IsAssignableTo(each) != true);
        return inherited.Concat(interfaces).Select(TypeNames.Of);
    }

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name), null)},");
        }

        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(MemberSignature.Of);
        var constants = type.GetFields(Declared).Where(field => field.IsPublic && field.IsLiteral).Select(MemberSignature.Of);
        var properties = type.GetProperties(Declared).Where(property => property.GetMethod is { } get && IsVisible(get)).Select(MemberSignature.Of);
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)))
            .Where(method => !IsRecord(type) || method.Name is not nameof(ToString))
            .Select(MemberSignature.Of);
        return [.. constructors, .. constants, .. properties, .. methods];
    }

    // What the compiler makes for a record is left out of the pages; so is what only its own assembly sees.
    private static bool IsVisible(MethodBase method) =>
        (method.IsPublic || method.IsFamily) && (!method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.StartsWith("get_", StringComparison.Ordinal)) &&
        method.Name is not "get_EqualityContract";

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static string Kind(Type type) => (type.IsEnum, type.IsInterface, type.IsValueType) switch
    {
        (true, _, _) => "enum",
        (_, true, _) => "interface",
        (_, _, true) => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(IsRecord(type) ? "record struct" : "struct")}",
        _ => $"{Modifier(type)}{(IsRecord(type) ? "record" : "class")}",
    };

    private static string Modifier(Type type) => (type.IsAbstract, type.IsSealed) switch
    {
        (true, true) => "static ",
        (true, false) => "abstract ",
        (false, true) => "sealed ",
        _ => "",
    };
}
